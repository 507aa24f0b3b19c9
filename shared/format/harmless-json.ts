import { LONGEST_JSON } from '../schema/limits';
import { FormatError } from './format-error';
import { jsonExcess } from './scan-json';

/**
 * Parses JSON from a file that may be hostile: length, nesting, values and keys are limited before anything is made of
 * it, and keys named `__proto__`, which would change an object's prototype when it is copied, are dropped. `what` begins
 * the sentence: "The document".
 */
export function parseHarmlessJson(text: string, what: string): unknown {
  if (text.length > LONGEST_JSON) {
    throw new FormatError(
      `${what} is too large: it has ${text.length} characters, and ${LONGEST_JSON} is the limit.`,
    );
  }
  const excess = jsonExcess(text);
  if (excess !== null) throw new FormatError(`${what} can't be opened: it ${excess}, which is the limit.`);
  let root: unknown;
  try {
    root = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new FormatError(`${what} is not valid JSON${place(text, error)}. It may be damaged or cut off.`);
  }
  // An escape may hide the name.
  if (text.includes('__proto__') || text.includes('\\u')) dropPrototypes(root);
  return root;
}

/** As deep as the scan allows. */
function dropPrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  for (const inner of Object.values(value)) dropPrototypes(inner);
}

/** V8 says "… at position 17"; other engines may say nothing that we understand. */
function place(text: string, error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return '';
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < Number(position); at = text.indexOf('\n', start)) {
    line += 1;
    start = at + 1;
  }
  return ` (line ${line}, column ${Number(position) - start + 1})`;
}
