/** A run that can't go on; the message is a sentence for the user. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}
