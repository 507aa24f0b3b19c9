/** A network that a format can't express. The message is a sentence for the user. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
