/** Zod's issues as sentences. */
import type { core } from 'zod/mini';

type Issue = core.$ZodIssue;

/** `nodes[3].params.filters` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 80)}`))
    .join('')
    .replace(/^\./, '');
}

/** A value as a sentence calls it, never long. */
export function nameOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  // Numbers, booleans and text are left.
  const written = JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value);
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => nameOf(value)).join(' or ')}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}${unit(issue.origin)}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}${unit(issue.origin)}`;
    case 'invalid_union':
      return 'has none of the forms that are allowed there';
    case 'invalid_key': {
      const [why] = issue.issues;
      return `has a key that is not allowed: it ${why === undefined ? 'is not a name' : wanted(why)}`;
    }
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

/** One sentence for the first issue; says how many more there are. */
export function explainIssues(
  root: unknown,
  issues: readonly Issue[],
  what: string,
  cannot = "can't be opened",
): string {
  const [first] = issues;
  if (first === undefined) return `${what} has an unknown mistake.`;
  const where = first.path.length === 0 ? 'its content' : pathText(first.path);
  const found = first.code === 'custom' ? '' : `; it is ${nameOf(valueAt(root, first.path))}`;
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more problems)`;
  return `${what} ${cannot}: ${where} ${wanted(first)}${found}${more}.`;
}
