/** Which errors one network has that another has not: what an edit broke. */
import type { Compiled, Diagnostic } from './compiled';

type Judged = Pick<Compiled, 'diagnostics'>;

/** By what is wrong and where: the numbers in the sentence may differ. */
export function newErrors(before: Judged, after: Judged): readonly Diagnostic[] {
  const known = new Set(errors(before).map(nameOf));
  return errors(after).filter((error) => !known.has(nameOf(error)));
}

const errors = ({ diagnostics }: Judged): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');
const nameOf = ({ code, nodeId, port, param }: Diagnostic): string =>
  JSON.stringify([code, nodeId, port, param]);
