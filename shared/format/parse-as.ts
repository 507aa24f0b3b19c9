import type * as z from 'zod/mini';
import { explainIssues } from './explain-issues';
import { FormatError } from './format-error';

/** The value as the schema has it. Throws `FormatError`; `what` begins its sentence: "The document". */
export function parseAs<T>(schema: z.ZodMiniType<T>, value: unknown, what: string): T {
  let parsed: ReturnType<typeof schema.safeParse>;
  try {
    parsed = schema.safeParse(value);
  } catch (error) {
    // Zod hands its issues on as arguments of a call, of which the stack holds some hundred thousand.
    if (error instanceof RangeError)
      throw new FormatError(`${what} can't be opened: it has more mistakes than can be told.`);
    throw error;
  }
  if (!parsed.success) throw new FormatError(explainIssues(value, parsed.error.issues, what));
  return parsed.data;
}
