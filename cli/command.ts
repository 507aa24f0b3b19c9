/** What every command of the command line is. */
export interface Command {
  /** The word after `cli --`: `summary`. */
  readonly name: string;
  /** One line: the arguments, then what it does. */
  readonly usage: string;
  /** Whether what it prints is what it makes, or only tells of a file. */
  readonly makes: 'text' | 'file';
  /**
   * Gets what follows its name; returns the exit status: 0 fine, 1 the input has errors, 2 wrong usage, more than 128
   * where a signal ended it.
   */
  run(args: readonly string[]): Promise<number>;
}
