/** A file that can't be opened. The message is a sentence for the user. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
