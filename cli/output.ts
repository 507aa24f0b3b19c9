/**
 * The one place where the command line writes to its standard output and standard error. Text of files (names of
 * layers, classes, documents) reaches a terminal as what can be seen: it moves no cursor and turns no direction.
 */
import { codeOf } from '../node/files/disk';
import { writeProblem } from '../node/files/file-problems';
import { visibleText } from '../shared/schema/visible-text';

/** What a shell says of a program that wrote to a pipe which nobody reads any more: 128 + SIGPIPE. */
const NOBODY_READS = 141;
/** Erases the line on which the cursor stands. */
const ERASE = '\r\u001b[K';
/** Nobody reads: the pipe was closed, or the terminal. */
const gone = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/** Why nothing can be printed any more. */
let broken: string | null = null;
/** What a command makes is a file, and what it prints is only told. */
let onlyTold = false;
let barShown = false;

function write(text: string): void {
  eraseBar();
  if (broken === null) process.stdout.write(text);
}

/** A line on standard output. */
export function say(line: string): void {
  write(`${visibleText(line)}\n`);
}

/** One JSON value on standard output. Strings come back as they were, and hold nothing that a terminal would obey. */
export function sayJson(value: unknown, indent?: number): void {
  const text = JSON.stringify(value, null, indent);
  // JSON itself escapes only what is below U+0020, and all of that but the line ends between values.
  write(`${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}\n`);
}

const escaped = (letter: string): string =>
  Array.from(
    { length: letter.length },
    (_, i) => `\\u${letter.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** A line on standard error. */
export function tell(line: string): void {
  eraseBar();
  process.stderr.write(`${visibleText(line)}\n`);
}

export const errorsAreSeen = (): boolean => process.stderr.isTTY;

/** Stands on the terminal's last line until something else is printed. */
export function showBar(text: string): void {
  if (!errorsAreSeen()) return;
  process.stderr.write(`${ERASE}${visibleText(text)}`);
  barShown = true;
}

/** Nothing is under way any more. */
export const hideBar = (): void => eraseBar();

function eraseBar(): void {
  if (!barShown) return;
  barShown = false;
  process.stderr.write(ERASE);
}

/** From here on a reader that goes away is no failure: the command makes a file. */
export function outputIsOnlyTold(): void {
  onlyTold = true;
}

/** Lets streams break without ending the program, and its exit status say so where that matters. */
export function watchOutput(): void {
  process.stdout.on('error', (error) => {
    if (broken !== null) return;
    broken = codeOf(error) ?? '';
    if (!gone.includes(broken)) tell(writeProblem('The output', broken, false));
  });
  // There is nowhere left to say so.
  process.stderr.on('error', () => undefined);
  process.on('exit', () => {
    if (Number(process.exitCode ?? 0) === 0) process.exitCode = statusOf(broken);
  });
}

function statusOf(code: string | null): number {
  if (code === null) return 0;
  if (!gone.includes(code)) return 1;
  return onlyTold ? 0 : NOBODY_READS;
}
