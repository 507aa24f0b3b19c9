import { FormatError } from './format-error';

/** Deeper than any document; keeps functions that recurse over values within the stack. */
const DEEPEST = 64;

/**
 * Parses JSON from a file that may be hostile: nesting is limited, and keys named `__proto__`, which would change
 * an object's prototype when it is copied, are dropped. `what` begins the sentence: "The document".
 */
export function parseHarmlessJson(text: string, what: string): unknown {
  let root: unknown;
  try {
    root = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new FormatError(`${what} is not valid JSON${place(text, error)}. It may be damaged or cut off.`);
  }
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new FormatError(`${what} is nested more than ${DEEPEST} levels deep.`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
      for (const inner of Object.values(value)) if (typeof inner === 'object') next.push(inner);
    }
    level = next;
  }
  return root;
}

/** V8 says "… at position 17"; other engines may say nothing that we understand. */
function place(text: string, error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
