/** Pictures that stay in memory after the step that makes them small, so that each file is decoded once. */
import type { PipelineStep } from '../graph/document';
import { createPipeline, isRandom, type Pipeline } from './pipeline';
import type { Picture } from './picture';
import type { Rows } from './source';

/** Bytes of pictures that are kept for a part of a set, at most; the rest is read and decoded anew each time. */
const MOST = 3 * 2 ** 28;
/** Pictures that are read at a time: large ones take 36 MB each until they are small. */
const AT_A_TIME = 8;

const sizeOf = ({ values, mask }: Picture): number => values.byteLength + (mask?.byteLength ?? 0);

/**
 * The rows behind that step, which must be a fixed one. The first that are read are kept: epochs ask for all of them in
 * another order each time, so that whatever replaces one is asked for no sooner.
 */
function keptBehind(step: PipelineStep, rows: Rows, most = MOST): Rows {
  const pipeline = createPipeline([step], 0);
  const kept = new Map<number, Picture>();
  let bytes = 0;

  async function fetch(missing: readonly number[]): Promise<ReadonlyMap<number, Picture>> {
    const fetched = new Map<number, Picture>();
    for (let from = 0; from < missing.length; from += AT_A_TIME) {
      const some = missing.slice(from, from + AT_A_TIME);
      const pictures = await rows.read(some);
      pictures.forEach((picture, i) => {
        const row = some[i] ?? 0;
        const small = pipeline.run(picture, { epoch: 0, row, rows: rows.length });
        // What comes out of a step is valid until the next picture.
        const own = { ...small, values: small === picture ? small.values : small.values.slice() };
        fetched.set(row, own);
        if (bytes + sizeOf(own) > most || kept.has(row)) return;
        kept.set(row, own);
        bytes += sizeOf(own);
      });
    }
    return fetched;
  }

  return {
    length: rows.length,
    labels: rows.labels,
    async read(wanted) {
      const list = Array.from(wanted);
      const missing = [...new Set(list.filter((row) => !kept.has(row)))];
      const fetched = await fetch(missing);
      return list.flatMap((row) => kept.get(row) ?? fetched.get(row) ?? []);
    },
  };
}

/** Of each part of a set what is kept behind the step that was last asked for. */
const known = new WeakMap<Rows, { readonly step: string; readonly rows: Rows }>();

/**
 * Where these steps begin: the rows, and a pipeline for what they read. Of rows that decode files each time, what comes out of
 * the first step is kept where that step is a fixed one. Throws `DataError`.
 */
export function begin(
  rows: Rows,
  steps: readonly PipelineStep[],
  seed: number,
): { readonly rows: Rows; readonly pipeline: Pipeline } {
  const [first] = steps;
  if (!rows.decodes || first === undefined || isRandom(first))
    return { rows, pipeline: createPipeline(steps, seed) };
  const step = JSON.stringify(first);
  const found = known.get(rows);
  const kept = found?.step === step ? found.rows : keptBehind(first, rows);
  known.set(rows, { step, rows: kept });
  return { rows: kept, pipeline: createPipeline(steps, seed, 1) };
}
