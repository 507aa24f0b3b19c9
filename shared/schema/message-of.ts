/** What was thrown, in words: an error's message, else whatever it says as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
