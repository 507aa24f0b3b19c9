/**
 * What a text of JSON would cost, counted before it is parsed: a few million characters can become gigabytes of objects,
 * and keys that all differ cost most. Whether it is JSON at all, `JSON.parse` finds out.
 */
import { DEEPEST_JSON, MOST_JSON_KEYS, MOST_JSON_VALUES } from '../schema/limits';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const written = (count: number): string => count.toLocaleString('en-US');

/** The place behind the quote that ends the text which begins at `from`; the end where none does. */
function endOfText(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

const LIMITS = { keys: MOST_JSON_KEYS, values: MOST_JSON_VALUES, depth: DEEPEST_JSON };

/**
 * Why this text is too costly to be parsed, as the end of a sentence; null where it is not. Takes linear time. An empty
 * list or object counts twice.
 */
export function jsonExcess(text: string, most: typeof LIMITS = LIMITS): string | null {
  const keys = new Set<string>();
  let depth = 0;
  let values = 1;
  let key = '';
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfText(text, at + 1);
        key = text.slice(at, end);
        at = end - 1;
        break;
      }
      case COLON:
        keys.add(key);
        if (keys.size > most.keys) return `has more than ${written(most.keys)} different keys`;
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        if (depth > most.depth) return `is nested more than ${most.depth} levels deep`;
        values += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
    }
    if (values > most.values) return `holds more than ${written(most.values)} values`;
  }
  return null;
}
