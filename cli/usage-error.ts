/** Wrong usage: exit status 2. The message is a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
