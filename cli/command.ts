/** What every command of the command line is. */
export interface Command {
  /** The word after `cli --`: `summary`. */
  readonly name: string;
  /** One line: the arguments, then what it does. */
  readonly usage: string;
  /** Gets what follows its name; returns the exit status: 0 fine, 1 the input has errors, 2 wrong usage. */
  run(args: readonly string[]): Promise<number>;
}
