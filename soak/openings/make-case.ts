/** One changed file, by its number. */
import { strFromU8, strToU8 } from 'fflate';
import { crc32 } from '../../shared/format/crc32';
import { contradict } from './contradict';
import type { Corpus, Draft } from './corpus';
import { makeCostly } from './costly';
import { mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import { costlyZip, mutateZip } from './mutate-zip';
import { type Random, randomFrom } from './random';

const KINDS = [
  ...Array.from({ length: 9 }, () => 'document' as const),
  ...Array.from({ length: 6 }, () => 'model' as const),
  ...Array.from({ length: 6 }, () => 'contradiction' as const),
  ...(['costly', 'costly', 'block', 'block', 'drafts', 'drafts', 'recents'] as const),
];
export type Kind = (typeof KINDS)[number];

export type Case =
  | {
      readonly kind: Exclude<Kind, 'drafts'>;
      readonly as: 'document' | 'model' | 'block' | 'recents';
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'drafts'; readonly drafts: readonly Draft[] };

function text(original: string, random: Random): Uint8Array {
  return random.chance(0.75) ? strToU8(mutateJson(original, random)) : mutateBytes(strToU8(original), random);
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

function contradiction({ trained }: Corpus, random: Random): Uint8Array {
  const index = random.below(trained.length);
  const [model, other] = [trained[index], trained.at(index - 1)];
  if (model === undefined || other === undefined) throw new Error('There are no trained networks.');
  return contradict(model, other, random);
}

function costly({ documents, blocks, models }: Corpus, random: Random): Case {
  const written = (of: readonly string[]): Uint8Array => strToU8(makeCostly(random.pick(of), random));
  const kind = 'costly';
  switch (random.below(3)) {
    case 0:
      return { kind, as: 'document', bytes: written(documents) };
    case 1:
      return { kind, as: 'block', bytes: written(blocks) };
    default:
      return { kind, as: 'model', bytes: costlyZip(random.pick(models), random) };
  }
}

export function makeCase(corpus: Corpus, index: number): Case {
  const random = randomFrom(index);
  const kind = random.pick(KINDS);
  switch (kind) {
    case 'document':
      return { kind, as: kind, bytes: text(random.pick(corpus.documents), random) };
    case 'model':
      return { kind, as: kind, bytes: mutateZip(random.pick(corpus.models), random) };
    case 'contradiction':
      return { kind, as: 'model', bytes: contradiction(corpus, random) };
    case 'costly':
      return costly(corpus, random);
    case 'block':
      return { kind, as: kind, bytes: text(random.pick(corpus.blocks), random) };
    case 'recents':
      return { kind, as: kind, bytes: text(corpus.recents, random) };
    case 'drafts': {
      const chosen = random.below(corpus.drafts.length);
      return {
        kind,
        drafts: corpus.drafts.map((row, at) => (at === chosen ? mutateDraft(row, random) : row)),
      };
    }
  }
}
