/** Steps for pictures from a file, as `--augment` names it. */
import { stepProblem } from '../shared/data/pipeline';
import { FormatError } from '../shared/format/format-error';
import { parseHarmlessJson } from '../shared/format/harmless-json';
import { parseAs } from '../shared/format/parse-as';
import { stepsSchema } from '../shared/format/step-schema';
import type { PipelineStep } from '../shared/graph/document';
import { readFileUpTo } from '../node/read-file';

const LARGEST = 1024 * 1024;

/** A list in JSON: `[{ "type": "HorizontalFlip", "params": { "p": 0.5 } }]`. Throws `FormatError` and `ReadError`. */
export async function readSteps(file: string): Promise<readonly PipelineStep[]> {
  const text = new TextDecoder().decode(await readFileUpTo(file, LARGEST));
  const what = `The list of steps ${file}`;
  const steps = parseAs(stepsSchema, parseHarmlessJson(text, what), what);
  const problem = steps.map(stepProblem).find((each) => each !== null);
  if (problem) throw new FormatError(`${what} can't be used. ${problem}`);
  return steps;
}
