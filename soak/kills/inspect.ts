/** What lies on the disk after a kill: whole, at least as new as what was said to be written, and all of the work recovered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openPlace } from '../../renderer/archive/open-place';
import { isTemporaryName } from '../../node/files/write-whole';
import { readCheckpoint, readWeights, type StoredRun } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import { emptyDocument } from '../../shared/graph/document';
import { type HeadlessWindow, openWindow } from '../desktop/window';
import { archiveIn, EXPORTED, hostIn, type Places, type Said } from './place';

export interface Inspected {
  /** Milliseconds of edits before the kill that nothing brings back. */
  readonly lost: number;
  /** Temporary files that the kill left. */
  readonly leftovers: number;
  readonly offered: boolean;
}

const markOf = ({ nodes }: ConvDocument): number => Number(nodes.find(({ id }) => id === 'C1')?.name);

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** Throws where something is not whole, or older than was said. */
export async function inspect(
  places: Places,
  said: readonly Said[],
  killedAt: number,
  session: string,
): Promise<Inspected> {
  const last = (what: Said['what']): number => said.findLast((line) => line.what === what)?.mark ?? -1;
  const newest = last('edit');
  const within = (what: Said['what'], found: number): void =>
    check(
      found >= last(what) && found <= newest,
      `The ${what} file holds ${found}; it was said to hold ${last(what)}, and ${newest} is the newest.`,
    );

  const drawing = await openBytes('net.cnn.json', readFileSync(places.drawing));
  if (drawing.kind !== 'document') throw new Error('The drawing is no document any more.');
  if (last('drawing') >= 0) within('drawing', markOf(drawing.document));

  let saved = -1;
  if (existsSync(places.model)) {
    const model = await openBytes('net.cnn', readFileSync(places.model));
    if (model.kind !== 'model') throw new Error('The model is no model any more.');
    check(model.model.problems.length === 0, model.model.problems.join(' '));
    saved = markOf(model.model.drawing);
    for (const run of model.model.runs) await checkWhole(run);
    if (last('saved') >= 0) within('saved', saved);
  } else check(last('saved') < 0, 'The model is gone.');

  for (const name of EXPORTED) {
    const file = path.join(places.exported, name);
    if (!existsSync(file)) {
      check(last('exported') < 0, `${name} is gone.`);
      continue;
    }
    const lines = readFileSync(file, 'utf8').split('\n');
    check(lines.length === 20_001 && new Set(lines.slice(0, -1)).size === 1, `${name} is not whole.`);
    if (last('exported') >= 0) within('exported', Number(lines[0]));
  }

  const known = new Set(['net.cnn.json', 'net.cnn', 'exported', ...EXPORTED]);
  const names = [places.work, places.exported].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder) : [],
  );
  const strange = names.filter((name) => !known.has(name));
  check(strange.every(isTemporaryName), `There are files of unknown names: ${strange.join(', ')}.`);

  const { recovered, run, offered } = await recover(places, session);
  // A run is unsaved work as long as it trains, so that it is always offered.
  if (last('checkpoint') >= 0) within('checkpoint', run);
  const kept = Math.max(recovered, saved);
  const firstLost = said.find(({ what, mark }) => what === 'edit' && mark > kept);
  return { lost: firstLost === undefined ? 0 : killedAt - firstLost.at, leftovers: strange.length, offered };
}

/** Every number of a run is the one of its checkpoint. Answers it. */
async function checkWhole(run: StoredRun): Promise<number> {
  const checkpoint = await readCheckpoint(run);
  const mark = checkpoint?.state.step ?? NaN;
  for (const map of [await readWeights(run, 'last'), checkpoint?.slots]) {
    const whole =
      map !== undefined &&
      [...map.values()].every(({ data }) => data.every((value) => value === Math.fround(mark)));
    check(whole, `The run of ${mark} has numbers of another moment.`);
  }
  return mark;
}

/** As the next start of the app does it: what is offered is recovered, and its runs are looked at. */
async function recover(
  places: Places,
  session: string,
): Promise<{ recovered: number; run: number; offered: boolean }> {
  const [host, archive] = [hostIn(places), archiveIn(places)];
  for (const key of await archive.keys('')) {
    const run = await archive.get(key);
    if (run === null) throw new Error('The row of a run can’t be read.');
    await checkWhole(await openPlace({ kind: 'kept', run }, archive));
  }
  const window = await openWindow({ host, archive, document: emptyDocument(), session });
  try {
    return await recoverIn(window);
  } finally {
    window.drop();
  }
}

async function recoverIn(
  window: HeadlessWindow,
): Promise<{ recovered: number; run: number; offered: boolean }> {
  const [work] = window.files.work.recoverable;
  if (work === undefined) return { recovered: -1, run: -1, offered: false };
  await window.files.work.recover(work);
  const problem = window.notices.find(({ kind }) => kind === 'error');
  check(problem === undefined, `Recovery said: ${problem?.message}`);
  const recovered = markOf(window.documents.document);
  const kept = window.runs.latest?.kept;
  const run = kept ? await checkWhole(await openPlace(kept.place, window.archive)) : -1;
  for (const other of window.files.work.recoverable) await window.files.work.discard(other);
  return { recovered, run, offered: true };
}
