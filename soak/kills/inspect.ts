/** What lies on the disk after a kill: whole, at least as new as what was said to be written, and all of the work recovered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { workOf } from '../../renderer/stores/drafts';
import { restoreHistory } from '../../renderer/stores/history-drafts';
import { isTemporaryName } from '../../shared/files/write-whole';
import { readModel } from '../../shared/format/model-file';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import { emptyDocument } from '../../shared/graph/document';
import { type HeadlessWindow, openWindow } from '../desktop/window';
import { EXPORTED, hostIn, type Places, type Said } from './place';

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

  const drawing = openBytes('net.cnn.json', readFileSync(places.drawing));
  check(drawing.kind === 'document', 'The drawing is no document any more.');
  const saved = drawing.kind === 'document' ? markOf(drawing.document) : NaN;
  if (last('saved') >= 0) within('saved', saved);

  if (existsSync(places.model))
    wholeModel(readFileSync(places.model), (mark) => last('model') < 0 || within('model', mark));
  else check(last('model') < 0, 'The model is gone.');

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

  const { recovered, offered } = await recover(places, session);
  const kept = Math.max(recovered, saved);
  const firstLost = said.find(({ what, mark }) => what === 'edit' && mark > kept);
  return { lost: firstLost === undefined ? 0 : killedAt - firstLost.at, leftovers: strange.length, offered };
}

function wholeModel(bytes: Uint8Array, judge: (mark: number) => unknown): void {
  const { weights, checkpoint } = readModel(bytes);
  const mark = checkpoint?.snapshot.step ?? NaN;
  const tensors = [weights, checkpoint?.snapshot.weights, checkpoint?.snapshot.slots];
  const whole = tensors.every(
    (map) => map && [...map.values()].every(({ data }) => data.every((value) => value === Math.fround(mark))),
  );
  check(whole, `The model of ${mark} has numbers of another one.`);
  judge(mark);
}

/** As the next start of the app does it: what is offered is recovered, and its rows are looked at. */
async function recover(places: Places, session: string): Promise<{ recovered: number; offered: boolean }> {
  const host = hostIn(places);
  const works = workOf(await host.readDrafts());
  const rows = (await host.readDrafts()).filter(({ key }) => key.startsWith('document/'));
  check(rows.length === works.length, 'A draft can’t be read.');
  for (const work of works) {
    for (const { bytes } of work.runs) wholeModel(bytes, () => undefined);
    if (work.history.length > 0) restoreHistory(work);
  }
  const window = await openWindow(host, emptyDocument(), session);
  try {
    return await recoverIn(window);
  } finally {
    window.files.stop();
  }
}

async function recoverIn(window: HeadlessWindow): Promise<{ recovered: number; offered: boolean }> {
  const [work] = window.files.recoverable;
  if (work === undefined) return { recovered: -1, offered: false };
  await window.files.recover(work);
  const problem = window.notices.find(({ kind }) => kind === 'error');
  check(problem === undefined, `Recovery said: ${problem?.message}`);
  const recovered = markOf(window.documents.document);
  for (const other of window.files.recoverable) await window.files.discard(other);
  return { recovered, offered: true };
}
