/**
 * The way to a file inside of a chosen folder, `a/b.json`, step by step. A name that would lead out of it on any
 * system (Windows knows `\`, drives and streams behind a `:`, and forgets dots and spaces at a name's end) is refused
 * in a sentence.
 */
export function stepsInside(relative: string): readonly string[] {
  const steps = relative.split('/');
  const harmless = steps.every((step) => !/^$|[. ]$|[\\:\p{Cc}]/u.test(step));
  if (!harmless) throw new Error(`“${relative}” leads out of the chosen folder, and was not written.`);
  return steps;
}
