/** A data set or a picture that can't be read. The message is a sentence for the user. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
