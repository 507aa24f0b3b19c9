/** A picture that can't be read. The message is a sentence for the user. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
