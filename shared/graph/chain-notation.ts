/**
 * Layers in a row, written as papers write them (Simonyan and Zisserman, "Very Deep Convolutional Networks", 2014,
 * table 1: `conv3-64`, `FC-4096`), and as people shorten it: `c3-64 bn relu x2 pool dense 10`.
 *
 *   word     any layer's type, label, alias or shorthand: `conv`, `bn`, `max pool`, `nn.Linear`
 *   size     digits at the word or by themselves: `c3`, `pool2`, `conv 3x3`, `c5x3`
 *   amount   behind a dash or by itself, what the layer has that number of: `c3-64`, `dense 10`, `dropout 0.5`
 *   stride   `c7-64/2` or `c7-64 s2`
 *   padding  `same`, `valid` or `p1`
 *   repeat   `x2` takes all since the last layer of the linear kind (convolution or dense), that one included, and
 *            where there is none since the last repeat, all since then; `(c1-64 c3-64)x3` takes what is in brackets
 */
import type { Layer } from '../layers/define';
import { parseParams } from '../schema/fields';
import { type ChainWord, chainWords, plainWord } from './chain-words';

export interface ChainLayer {
  readonly layer: Layer;
  /** Those that differ from the layer's defaults or were written. */
  readonly params: Readonly<Record<string, unknown>>;
}

interface ChainGroup {
  readonly times: number;
  readonly parts: readonly ChainPart[];
}

export type ChainPart = ChainLayer | ChainGroup;

type ChainReading =
  | { readonly ok: true; readonly parts: readonly ChainPart[] }
  /** `at`: the first character that it is about, counted from 0. */
  | { readonly ok: false; readonly message: string; readonly at: number };

/** More in one go are a typing error. */
const MOST_LAYERS = 500;
const LONGEST_NAME = 4;

interface Token {
  readonly text: string;
  readonly at: number;
}

class ChainError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Errors are sentences that say at which character. */
export function readChain(text: string): ChainReading {
  try {
    const reader = new Reader(tokensOf(text));
    const parts = reader.list(null);
    if (lengthOf(parts) > MOST_LAYERS)
      throw new ChainError(`That would be more than ${MOST_LAYERS} layers.`, 0);
    return { ok: true, parts };
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return { ok: false, message: error.message, at: error.at };
  }
}

export const isGroup = (part: ChainPart): part is ChainGroup => 'times' in part;

/** One after the other, repeats written out. */
export function flattenChain(parts: readonly ChainPart[]): readonly ChainLayer[] {
  return parts.flatMap((part) =>
    isGroup(part) ? Array.from({ length: part.times }, () => flattenChain(part.parts)).flat() : [part],
  );
}

function lengthOf(parts: readonly ChainPart[]): number {
  return parts.reduce((sum, part) => sum + (isGroup(part) ? part.times * lengthOf(part.parts) : 1), 0);
}

/** Brackets stand by themselves; arrows and commas only part. */
function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[()]|(?:(?!->|→)[^\s,()>|;])+/g)].map((match) => ({
    text: match[0].toLowerCase(),
    at: match.index,
  }));
}

const place = ({ at }: Token): string => `at character ${at + 1}`;

class Reader {
  private next = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** Up to the end, or to the bracket that closes `open`. */
  list(open: Token | null): ChainPart[] {
    const parts: ChainPart[] = [];
    /** Repeats and brackets before here are done with. */
    let since = 0;
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (token.text === ')') {
        if (open === null) throw new ChainError(`The bracket ${place(token)} closes nothing.`, token.at);
        this.next += 1;
        return parts;
      }
      if (token.text === '(') {
        this.next += 1;
        const inside = this.list(token);
        if (inside.length === 0)
          throw new ChainError(`There is nothing in the brackets ${place(token)}.`, token.at);
        const times = this.takeTimes();
        parts.push(...(times === null ? inside : [{ times, parts: inside }]));
        if (times !== null) since = parts.length;
        continue;
      }
      const times = this.takeTimes();
      if (times !== null) {
        const last = parts.findLastIndex(
          (part, index) => index >= since && !isGroup(part) && part.layer.role === 'linear',
        );
        const group = parts.splice(Math.max(last, since));
        if (group.length === 0)
          throw new ChainError(
            `“${token.text}” ${place(token)} has no layers before it to repeat.`,
            token.at,
          );
        parts.push({ times, parts: group });
        since = parts.length;
        continue;
      }
      parts.push(this.layer());
    }
    if (open !== null) throw new ChainError(`The bracket ${place(open)} is not closed.`, open.at);
    return parts;
  }

  private peek(): Token | undefined {
    return this.tokens[this.next];
  }

  /** `x2`, `×2`, `*2`, or with the number apart. */
  private takeTimes(): number | null {
    const token = this.peek();
    const after = this.tokens[this.next + 1];
    if (token === undefined) return null;
    const apart = /^[x×*]$/.test(token.text) && after !== undefined && /^\d+$/.test(after.text);
    const written = apart ? after.text : /^[x×*](\d+)$/.exec(token.text)?.[1];
    if (written === undefined) return null;
    const times = Number(written);
    if (times < 1 || times > MOST_LAYERS)
      throw new ChainError(`“${token.text}” ${place(token)}: repeat once to ${MOST_LAYERS} times.`, token.at);
    this.next += apart ? 2 : 1;
    return times;
  }

  private layer(): ChainLayer {
    const [start] = this.tokens.slice(this.next);
    const found = this.name();
    if (!start || !found) {
      const token = start ?? { text: '', at: 0 };
      throw new ChainError(
        /^[\d.]/.test(token.text)
          ? `“${token.text}” ${place(token)} stands behind no layer that takes a number.`
          : `“${token.text}” ${place(token)} is the name of no layer.`,
        token.at,
      );
    }
    const draft = new Draft(found.word, start);
    draft.attached(found.rest, start);
    for (let token = this.peek(); token !== undefined && draft.takes(token); token = this.peek())
      this.next += 1;
    return draft.finish();
  }

  /** The longest name that begins here: over several words, or a part of one with its numbers at it. */
  private name(): { readonly word: ChainWord; readonly rest: string } | null {
    for (let count = LONGEST_NAME; count >= 1; count -= 1) {
      const tokens = this.tokens.slice(this.next, this.next + count);
      const [last] = tokens.slice(-1);
      if (tokens.length < count || !last) continue;
      const before = tokens.slice(0, -1).map(({ text }) => text);
      // Numbers and brackets end a name.
      if (!before.every((text) => /^[a-z.]+$/.test(text))) continue;
      const lead = before.join(' ');
      for (let end = last.text.length; end >= 1; end -= 1) {
        const rest = last.text.slice(end);
        if (!ATTACHED.test(rest) || !/[a-z0-9]/.test(last.text.charAt(end - 1))) continue;
        const word = chainWords().get(plainWord(`${lead} ${last.text.slice(0, end)}`));
        if (!word) continue;
        this.next += count;
        return { word, rest };
      }
    }
    return null;
  }
}

/** `3-64/2`: size, amount, stride, each where it is written. */
const ATTACHED = /^(\d*\.\d+|\d+(?:[x×]\d+)*)?(?:-(\d+(?:\.\d+)?))?(?:\/(\d+))?$/;

/** One layer while its numbers are read. */
class Draft {
  private readonly word: ChainWord;
  private readonly start: Token;
  private readonly given = new Map<string, unknown>();

  constructor(word: ChainWord, start: Token) {
    this.word = word;
    this.start = start;
  }

  attached(rest: string, token: Token): void {
    const [, first, amount, stride] = ATTACHED.exec(rest) ?? [];
    if (first !== undefined) {
      if (this.word.shape !== null && /[x×]/.test(first)) this.shape(first, token);
      else if (this.word.size !== null && !first.includes('.')) this.size(first, token);
      else this.amount(first, token);
    }
    if (amount !== undefined) this.amount(amount, token);
    if (stride !== undefined) this.stride(stride, token);
  }

  /** Whether the token belongs to this layer; then it is taken. */
  takes(token: Token): boolean {
    const { text } = token;
    const { word } = this;
    if (/^\d+(\.\d+)?$|^\.\d+$/.test(text)) this.amount(text, token);
    else if (/^\d+([x×]\d+)+$/.test(text)) {
      if (word.shape === null) this.size(text, token);
      else this.shape(text, token);
    } else if (/^s\d+$/.test(text)) this.stride(text.slice(1), token);
    else if (/^\/\d+$/.test(text)) this.stride(text.slice(1), token);
    else if (word.padding !== null && (text === 'same' || text === 'valid'))
      this.set(word.padding, text, token);
    else if (word.padding !== null && /^p\d+$/.test(text)) {
      const side = Number(text.slice(1));
      this.set(word.padding, [side, side, side, side], token);
    } else return false;
    return true;
  }

  finish(): ChainLayer {
    const { layer, params: own, strides } = this.word;
    const { assumes = {}, size, strideIsSize = false } = layer.shorthand ?? {};
    const follows = strideIsSize && strides !== null && size !== undefined && !this.given.has(strides);
    const sized = size === undefined ? undefined : this.given.get(size);
    const params: Record<string, unknown> = {
      ...assumes,
      ...own,
      ...Object.fromEntries(this.given),
      ...(follows && sized !== undefined && { [strides]: sized }),
    };
    const [problem] = parseParams(layer.params, params).problems;
    if (problem)
      throw new ChainError(`“${this.start.text}” ${place(this.start)}: ${problem.message}`, this.start.at);
    return { layer, params };
  }

  private amount(text: string, token: Token): void {
    const param = this.word.amount;
    if (param === null) throw this.refusal(text, token, 'takes no number');
    this.set(param, Number(text), token);
  }

  private size(text: string, token: Token): void {
    if (this.word.size === null) throw this.refusal(text, token, 'has no size to set');
    const [height = 0, width = height, ...more] = text.split(/[x×]/).map(Number);
    if (more.length > 0) throw this.refusal(text, token, 'has a height and a width only');
    this.set(this.word.size, [height, width], token);
  }

  private shape(text: string, token: Token): void {
    if (this.word.shape !== null) this.set(this.word.shape, text.split(/[x×]/).map(Number), token);
  }

  private stride(text: string, token: Token): void {
    if (this.word.strides === null) throw this.refusal(text, token, 'has no stride');
    this.set(this.word.strides, [Number(text), Number(text)], token);
  }

  private set(param: string, value: unknown, token: Token): void {
    if (this.given.has(param)) {
      const label = this.word.layer.params[param]?.label ?? param;
      const hint = this.word.size === null ? '' : ' A size is written 3x3.';
      throw new ChainError(
        `“${token.text}” ${place(token)}: ${label} of ${this.word.layer.type} was already given.${hint}`,
        token.at,
      );
    }
    this.given.set(param, value);
  }

  private refusal(text: string, token: Token, why: string): ChainError {
    return new ChainError(`“${text}” ${place(token)}: ${this.word.layer.type} ${why}.`, token.at);
  }
}
