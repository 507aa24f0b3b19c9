/** A failure that the user can do something about: its message is a sentence, and no stack trace is shown. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} status exit status
   */
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/**
 * Runs a script's main function: sentences for failures, stack traces only for our own mistakes.
 * @param {() => Promise<number | void>} main returns the exit status
 */
export async function runMain(main) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    console.error(
      `ConvCanvas needs Node 20 or newer, and this is ${process.version}. Install it from nodejs.org.`,
    );
    process.exitCode = 1;
    return;
  }
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof Failure) {
      console.error(error.message);
      process.exitCode = error.status;
    } else {
      console.error(error);
      process.exitCode = 1;
    }
  }
}
