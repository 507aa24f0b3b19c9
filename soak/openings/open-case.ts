/** One changed file, by its number, given to whatever opens it. */
import { strFromU8, strToU8 } from 'fflate';
import { parseRecents } from '../../electron/recents';
import { memoryArchive } from '../../renderer/archive/testing/memory-archive';
import { DraftBox } from '../../renderer/stores/draft-box';
import { restoreHistory } from '../../renderer/stores/history-drafts';
import { compile } from '../../shared/compiler/compile';
import { parseBlock, serializeBlock } from '../../shared/format/block-file';
import { crc32 } from '../../shared/format/crc32';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { FormatError } from '../../shared/format/format-error';
import { type ModelFile, readCheckpoint, readWeights } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import type { WeightsName } from '../../shared/model/stored-run';
import { memoryStore } from '../desktop/folder-host';
import type { Corpus, Draft } from './corpus';
import { mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import { mutateZip } from './mutate-zip';
import { type Random, randomFrom } from './random';

export type Kind = 'document' | 'model' | 'block' | 'drafts' | 'recents';
export interface Outcome {
  readonly kind: Kind;
  readonly opened: boolean;
}

const KINDS: readonly Kind[] = [
  ...Array.from({ length: 9 }, () => 'document' as const),
  ...Array.from({ length: 6 }, () => 'model' as const),
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

function refused(error: unknown): false {
  if (!(error instanceof FormatError)) throw error;
  if (!/^\S.*[.!?]\)?$/s.test(error.message) || error.message.length > 2_000) {
    throw new Error(`No sentence: ${error.message.slice(0, 3_000)}`);
  }
  return false;
}

async function open(read: () => void | Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
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

/** All that can be had of it; what can't is refused in a sentence, part by part. */
async function useModel({ drawing, runs, problems }: ModelFile): Promise<void> {
  use(drawing);
  for (const problem of problems) refused(new FormatError(problem));
  for (const run of runs) {
    use(run.trainedOn);
    for (const name of Object.keys(run.weightsNames) as WeightsName[])
      await open(async () => void (await readWeights(run, name)));
    await open(async () => void (await readCheckpoint(run)));
    for (const part of run.parts) await open(async () => void (await run.read(part)));
  }
}

async function openDrafts(drafts: readonly Draft[], random: Random): Promise<boolean> {
  const chosen = random.below(drafts.length);
  const changed = drafts.map((row, index) => (index === chosen ? mutateDraft(row, random) : row));
  const store = memoryStore();
  for (const { key, bytes } of changed) await store.write(key, bytes);
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
    opened = await open(async () => {
      use(parseDocument(work.draft.document));
      const restored = restoreHistory(work);
      if (restored !== null) use(restored.history.document);
      for (const { bytes } of work.formerRuns) {
        const former = await openBytes('a.cnn', bytes);
        if (former.kind === 'model') await useModel(former.model);
      }
    });
  }
  return opened;
}

/** Throws where it ends neither in something valid nor in a sentence. */
export async function openCase(corpus: Corpus, index: number): Promise<Outcome> {
  const random = randomFrom(index);
  const kind = random.pick(KINDS);
  const opened = await openOne(kind, corpus, random);
  const fresh: Record<string, unknown> = {};
  if (fresh['polluted'] !== undefined) throw new Error('The prototype of all objects was changed.');
  return { kind, opened };
}

async function openOne(kind: Kind, corpus: Corpus, random: Random): Promise<boolean> {
  switch (kind) {
    case 'document': {
      const bytes = text(random.pick(corpus.documents), random);
      return open(async () => {
        const opened = await openBytes('a.cnn.json', bytes);
        if (opened.kind === 'document') use(opened.document);
      });
    }
    case 'model': {
      const bytes = mutateZip(random.pick(corpus.models), random);
      return open(async () => {
        const opened = await openBytes('a.cnn', bytes);
        if (opened.kind === 'model') await useModel(opened.model);
      });
    }
    case 'block': {
      const written = strFromU8(text(random.pick(corpus.blocks), random));
      return open(() => void serializeBlock(parseBlock(written)));
    }
    case 'drafts':
      return openDrafts(corpus.drafts, random);
    case 'recents': {
      parseRecents(strFromU8(text(corpus.recents, random)));
      return true;
    }
  }
}
