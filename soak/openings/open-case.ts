/** Opens one changed file as the window does it. */
import { strFromU8 } from 'fflate';
import { parseRecents } from '../../electron/recents';
import { workOf } from '../../renderer/stores/drafts';
import { restoreHistory } from '../../renderer/stores/history-drafts';
import { compile } from '../../shared/compiler/compile';
import { parseBlock, serializeBlock } from '../../shared/format/block-file';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { FormatError } from '../../shared/format/format-error';
import { readModel } from '../../shared/format/model-file';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import type { Draft } from '../../shared/protocol/host';
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

/** A file that is opened, saved and compiled as the window does it; false where only the drawing of a model opens. */
function openWhole(name: string, bytes: Uint8Array): boolean {
  const opened = openBytes(name, bytes);
  if (opened.kind === 'model') {
    use(opened.model.document);
    return true;
  }
  use(opened.document);
  if (opened.leftAside === undefined) return true;
  demandSentence(opened.leftAside);
  return false;
}

function openDrafts(drafts: readonly Draft[]): boolean {
  let opened = false;
  for (const work of workOf(drafts)) {
    try {
      use(parseDocument(work.draft.document));
      const restored = restoreHistory(work);
      if (restored !== null) use(restored.history.document);
      for (const { bytes } of work.runs) readModel(bytes);
      opened = true;
    } catch (error) {
      opened = refused(error);
    }
  }
  return opened;
}

function openFile({ as, bytes }: Exclude<Case, { kind: 'drafts' }>): boolean {
  try {
    if (as === 'block') serializeBlock(parseBlock(strFromU8(bytes)));
    else if (as === 'recents') parseRecents(strFromU8(bytes));
    else return openWhole(as === 'model' ? 'a.cnn' : 'a.cnn.json', bytes);
    return true;
  } catch (error) {
    return refused(error);
  }
}

/** Whether it opened; throws where it ends neither in something valid nor in a sentence. */
export function openCase(changed: Case): boolean {
  const opened = changed.kind === 'drafts' ? openDrafts(changed.drafts) : openFile(changed);
  if (opened && changed.kind === 'contradiction')
    throw new Error('It opened, though its parts contradict each other.');
  const fresh: Record<string, unknown> = {};
  if (fresh['polluted'] !== undefined) throw new Error('The prototype of all objects was changed.');
  return opened;
}
