/** What the executor can't do for a network: a sentence. tfjs runs the whole network then. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}
