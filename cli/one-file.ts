import { UsageError } from './usage-error';

/** The one file that a command takes. Throws `UsageError`. */
export function oneFile(files: readonly string[], what: string, usage: string): string {
  const [file, extra] = files;
  if (file === undefined) throw new UsageError(`Say which ${what}.\nUsage: ${usage}`);
  if (extra !== undefined) throw new UsageError(`“${extra}” is one file too many.\nUsage: ${usage}`);
  return file;
}

/** An option that must be given. Throws `UsageError`. */
export function required(value: string | undefined, name: string, usage: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.\nUsage: ${usage}`);
  return value;
}
