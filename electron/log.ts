/** What the main process did and what went wrong, in files that don't grow without end. Nothing is sent anywhere. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { visibleText } from '../shared/schema/visible-text';

export interface LogOptions {
  /** Bytes after which a new file is begun. */
  readonly limit?: number;
  /** Older files that are kept: main.1.log is the newest of them. */
  readonly keep?: number;
  readonly now?: () => Date;
}

export type Log = (line: string) => void;

export function logIn(
  folder: string,
  { limit = 1_000_000, keep = 3, now = () => new Date() }: LogOptions = {},
): Log {
  const name = (index: number): string => path.join(folder, index === 0 ? 'main.log' : `main.${index}.log`);
  const size = (): number => statSync(name(0), { throwIfNoEntry: false })?.size ?? 0;
  const rotate = (): void => {
    for (let index = keep - 1; index >= 0; index -= 1) {
      if (statSync(name(index), { throwIfNoEntry: false })) renameSync(name(index), name(index + 1));
    }
  };
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      if (size() > limit) rotate();
      appendFileSync(name(0), `${now().toISOString()} ${line.split('\n').map(visibleText).join('\n  ')}\n`);
    } catch {
      // A log that can't be written must not stop the app.
    }
  };
}
