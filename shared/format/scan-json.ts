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

/** Why this text is too costly to be parsed, as the end of a sentence; null where it is not. Takes linear time. */
export function jsonExcess(text: string): string | null {
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
        if (keys.size > MOST_JSON_KEYS) {
          return `has more than ${written(MOST_JSON_KEYS)} different keys`;
        }
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        if (depth > DEEPEST_JSON) return `is nested more than ${DEEPEST_JSON} levels deep`;
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
    if (values > MOST_JSON_VALUES) return `holds more than ${written(MOST_JSON_VALUES)} values`;
  }
  return null;
}
