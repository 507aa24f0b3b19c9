/** Opens one changed file as the window does it. */
import { strFromU8 } from 'fflate';
import { parseRecents } from '../../electron/recents';
import { memoryArchive } from '../../renderer/archive/testing/memory-archive';
import { DraftBox } from '../../renderer/document/draft-box';
import { restoreHistory } from '../../renderer/document/history-drafts';
import { compile } from '../../shared/compiler/compile';
import { parseBlock, serializeBlock } from '../../shared/format/block-file';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { FormatError } from '../../shared/format/format-error';
import { type ModelFile, readCheckpoint, readEvaluation, readWeights } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import type { WeightsName } from '../../shared/model/stored-run';
import { memoryStore } from '../desktop/folder-host';
import type { Draft } from './corpus';
import type { Case } from './make-case';

/** What opens must be whole: it is written and read again, and compiled, as the window does it at once. */
function use(document: ConvDocument): void {
  const written = serializeDocument(document);
  if (serializeDocument(parseDocument(written)) !== written)
    throw new Error('It is not the same when it is saved and opened.');
  compile(document);
}

function demandSentence(message: string): void {
  if (/^\S.*[.!?]\)?$/s.test(message) && message.length <= 2_000) return;
  throw new Error(`No sentence: ${message.slice(0, 3_000)}`);
}

function refused(error: unknown): false {
  if (!(error instanceof FormatError)) throw error;
  demandSentence(error.message);
  return false;
}

/** All that can be had of it; false where a part is left aside in a sentence. */
async function useModel({ drawing, runs, problems }: ModelFile): Promise<boolean> {
  use(drawing);
  for (const problem of problems) demandSentence(problem);
  let whole = problems.length === 0;
  const have = async (read: () => Promise<unknown>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      whole = refused(error);
    }
  };
  for (const run of runs) {
    use(run.trainedOn);
    for (const name of Object.keys(run.weightsNames) as WeightsName[])
      await have(() => readWeights(run, name));
    await have(() => readCheckpoint(run));
    await have(() => readEvaluation(run));
    for (const part of run.parts) await have(() => run.read(part));
  }
  return whole;
}

/** A file that is opened, saved and compiled as the window does it; false where not all of a model opens. */
async function openWhole(name: string, bytes: Uint8Array): Promise<boolean> {
  const opened = await openBytes(name, bytes);
  if (opened.kind === 'model') return useModel(opened.model);
  use(opened.document);
  return true;
}

async function openDrafts(drafts: readonly Draft[]): Promise<boolean> {
  const store = memoryStore();
  for (const { key, bytes } of drafts) await store.write(key, bytes);
  const session = {
    id: 'another',
    restore: null,
    holds: () => undefined,
    alive: () => Promise.resolve(new Set(['another'])),
  };
  const box = new DraftBox({
    drafts: store,
    archive: memoryArchive(),
    claim: () => Promise.resolve(session),
  });
  await box.open();
  let opened = false;
  for (const work of await box.others('')) {
    try {
      use(parseDocument(work.draft.document));
      const restored = restoreHistory(work);
      if (restored !== null) use(restored.history.document);
      opened = true;
      for (const { bytes } of work.formerRuns) opened = (await openWhole('a.cnn', bytes)) && opened;
    } catch (error) {
      opened = refused(error);
    }
  }
  return opened;
}

async function openFile({ as, bytes }: Exclude<Case, { kind: 'drafts' }>): Promise<boolean> {
  try {
    if (as === 'block') serializeBlock(parseBlock(strFromU8(bytes)));
    else if (as === 'recents') parseRecents(strFromU8(bytes));
    else return await openWhole(as === 'model' ? 'a.cnn' : 'a.cnn.json', bytes);
    return true;
  } catch (error) {
    return refused(error);
  }
}

/** Whether it opened; throws where it ends neither in something valid nor in a sentence. */
export async function openCase(changed: Case): Promise<boolean> {
  const opened = await (changed.kind === 'drafts' ? openDrafts(changed.drafts) : openFile(changed));
  if (opened && changed.kind === 'contradiction')
    throw new Error('It opened, though its parts contradict each other.');
  const fresh: Record<string, unknown> = {};
  if (fresh['polluted'] !== undefined) throw new Error('The prototype of all objects was changed.');
  return opened;
}
