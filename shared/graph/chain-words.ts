/** The words of the chain notation, all from what the layers say of themselves. */
import type { Layer } from '../layers/define';
import type { Field } from '../schema/fields';
import { layers } from '../layers/index';

/** A word, the layer that it means, and where the numbers behind it go. Null: the layer has no such parameter. */
export interface ChainWord {
  readonly layer: Layer;
  /** What the word itself says: `relu` is an activation of that name. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly amount: string | null;
  readonly size: string | null;
  readonly strides: string | null;
  readonly padding: string | null;
  readonly shape: string | null;
}

/** `nn.MaxPool2d`, `max pool2d` and `MaxPool2D` are one word. */
export function plainWord(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/^(nn|tf|f|keras|layers|torch)\./, '')
    .replace(/[^a-z0-9]+/g, '');
}

let known: ReadonlyMap<string, ChainWord> | null = null;

/** Where several layers claim a word: a type before a shorthand, then labels, stems and other programs' names. */
export function chainWords(): ReadonlyMap<string, ChainWord> {
  known ??= collect();
  return known;
}

function collect(): ReadonlyMap<string, ChainWord> {
  const words = new Map<string, ChainWord>();
  const say = (text: string, word: ChainWord): void => {
    const plain = plainWord(text);
    if (plain !== '' && !words.has(plain)) words.set(plain, word);
  };
  // A block is a definition, which has no one name.
  const all = layers.filter(({ role }) => role !== 'block').map(wordOf);
  for (const word of all) say(word.layer.type, word);
  for (const word of all)
    for (const [text, params = {}] of Object.entries(word.layer.shorthand?.words ?? {}))
      say(text, { ...word, params });
  for (const word of all) say(word.layer.label, word);
  for (const word of all) say(word.layer.stem, word);
  for (const word of all) for (const alias of word.layer.aliases) say(alias, word);
  return words;
}

function wordOf(layer: Layer): ChainWord {
  const { amount, size } = layer.shorthand ?? {};
  const find = (is: (field: Field<unknown>) => boolean): string | null =>
    Object.entries(layer.params).find(([, field]) => is(field))?.[0] ?? null;
  return {
    layer,
    params: {},
    amount: amount ?? layer.features ?? null,
    size: size ?? null,
    strides: find(({ alsoKnownAs }) => alsoKnownAs?.includes('stride') === true),
    padding: find(({ widget }) => widget.kind === 'padding'),
    shape: find(({ widget }) => widget.kind === 'shape'),
  };
}
