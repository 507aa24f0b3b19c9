/** What it costs that nothing trained is lost: checkpoints of a large network, and files and drafts with many runs. */
import { checkpointRows } from './runs/checkpoints';
import { openingRows } from './runs/opening';
import type { Benchmark } from './row';

export const runs: Benchmark = {
  name: 'runs',
  run: async () => [...(await openingRows()), ...(await checkpointRows())],
};
