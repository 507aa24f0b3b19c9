/** One changed file, by its number, given to whatever opens it. */
import { strFromU8, strToU8 } from 'fflate';
import { parseRecents } from '../../electron/recents';
import { workOf } from '../../renderer/stores/drafts';
import { restoreHistory } from '../../renderer/stores/history-drafts';
import { compile } from '../../shared/compiler/compile';
import { parseBlock, serializeBlock } from '../../shared/format/block-file';
import { crc32 } from '../../shared/format/crc32';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { FormatError } from '../../shared/format/format-error';
import { readModel, writeModel } from '../../shared/format/model-file';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import type { Draft } from '../../shared/protocol/host';
import { contradict } from './contradict';
import type { Corpus } from './corpus';
import { makeCostly } from './costly';
import { mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import { costlyZip, mutateZip } from './mutate-zip';
import { type Random, randomFrom } from './random';

export type Kind = 'document' | 'model' | 'contradiction' | 'costly' | 'block' | 'drafts' | 'recents';
export interface Outcome {
  readonly kind: Kind;
  readonly opened: boolean;
}

const KINDS: readonly Kind[] = [
  ...Array.from({ length: 9 }, () => 'document' as const),
  ...Array.from({ length: 6 }, () => 'model' as const),
  ...Array.from({ length: 6 }, () => 'contradiction' as const),
  ...(['costly', 'costly'] as const),
  ...(['block', 'block', 'drafts', 'drafts', 'recents'] as const),
];

function text(original: string, random: Random): Uint8Array {
  return random.chance(0.75) ? strToU8(mutateJson(original, random)) : mutateBytes(strToU8(original), random);
}

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

function open(read: () => boolean | undefined): boolean {
  try {
    return read() ?? true;
  } catch (error) {
    return refused(error);
  }
}

/** The lines behind the first are checked by a checksum, which a hostile program would get right. */
function mutateHistory(bytes: Uint8Array, random: Random): Uint8Array {
  const [head = '{}', ...lines] = strFromU8(bytes).split('\n');
  const index = random.below(lines.length);
  lines[index] = mutateJson(lines[index] ?? '{}', random);
  const body = lines.join('\n');
  const known = JSON.parse(head) as Record<string, unknown>;
  return strToU8(`${JSON.stringify({ ...known, crc: crc32(strToU8(body)) })}\n${body}`);
}

function mutateDraft(row: Draft, random: Random): Draft {
  if (random.chance(0.2)) return { ...row, bytes: mutateBytes(row.bytes, random) };
  if (row.key.startsWith('run/')) return { ...row, bytes: mutateZip(row.bytes, random) };
  if (row.key.startsWith('history/')) return { ...row, bytes: mutateHistory(row.bytes, random) };
  const draft = JSON.parse(strFromU8(row.bytes)) as { document: string };
  if (random.chance(0.5)) draft.document = mutateJson(draft.document, random);
  const written = JSON.stringify(draft);
  return { ...row, bytes: strToU8(random.chance(0.7) ? mutateJson(written, random) : written) };
}

function openDrafts(drafts: readonly Draft[], random: Random): boolean {
  const chosen = random.below(drafts.length);
  const changed = drafts.map((row, index) => (index === chosen ? mutateDraft(row, random) : row));
  let opened = false;
  for (const work of workOf(changed)) {
    opened = open(() => {
      use(parseDocument(work.draft.document));
      const restored = restoreHistory(work);
      if (restored !== null) use(restored.history.document);
      for (const { bytes } of work.runs) readModel(bytes);
      return undefined;
    });
  }
  return opened;
}

function openCostly(corpus: Corpus, random: Random): boolean {
  switch (random.below(3)) {
    case 0: {
      const bytes = strToU8(makeCostly(random.pick(corpus.documents), random));
      return open(() => openWhole('a.cnn.json', bytes));
    }
    case 1: {
      const written = makeCostly(random.pick(corpus.blocks), random);
      return open(() => {
        serializeBlock(parseBlock(written));
        return undefined;
      });
    }
    default: {
      const bytes = costlyZip(random.pick(corpus.models), random);
      return open(() => openWhole('a.cnn', bytes));
    }
  }
}

/** Throws where it ends neither in something valid nor in a sentence. */
export function openCase(corpus: Corpus, index: number): Outcome {
  const random = randomFrom(index);
  const kind = random.pick(KINDS);
  const opened = openOne(kind, corpus, random);
  const fresh: Record<string, unknown> = {};
  if (fresh['polluted'] !== undefined) throw new Error('The prototype of all objects was changed.');
  return { kind, opened };
}

function openOne(kind: Kind, corpus: Corpus, random: Random): boolean {
  switch (kind) {
    case 'document': {
      const bytes = text(random.pick(corpus.documents), random);
      return open(() => openWhole('a.cnn.json', bytes));
    }
    case 'model': {
      const bytes = mutateZip(random.pick(corpus.models), random);
      return open(() => openWhole('a.cnn', bytes));
    }
    case 'contradiction': {
      const index = random.below(corpus.trained.length);
      const [model, other] = [corpus.trained[index], corpus.trained.at(index - 1)];
      if (model === undefined || other === undefined) throw new Error('There are no trained networks.');
      const opened = open(() => openWhole('a.cnn', writeModel(contradict(model, other, random))));
      if (opened) throw new Error('It opened, though its parts contradict each other.');
      return false;
    }
    case 'costly':
      return openCostly(corpus, random);
    case 'block': {
      const written = strFromU8(text(random.pick(corpus.blocks), random));
      return open(() => {
        serializeBlock(parseBlock(written));
        return undefined;
      });
    }
    case 'drafts':
      return openDrafts(corpus.drafts, random);
    case 'recents': {
      parseRecents(strFromU8(text(corpus.recents, random)));
      return true;
    }
  }
}
