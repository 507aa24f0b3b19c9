/** At a terminal, a model that lies elsewhere than it should can be put in a place of the user's choice. */
import { lstat, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { WriteError, writeWhole } from '../node/files/write-whole';
import { disk } from '../node/disk';
import { errorsAreSeen, tell } from './output';

/** Answers the line that was typed, null at the end of the input. */
export type Ask = () => Promise<string | null>;

/** Null where nobody can answer. */
export function terminalAsk(): Ask | null {
  if (!process.stdin.isTTY || !errorsAreSeen()) return null;
  return () =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, terminal: false });
      lines.once('line', (line) => {
        resolve(line);
        lines.close();
      });
      lines.once('close', () => resolve(null));
    });
}

/** Answers where the model lies in the end. It stays in `file` until it lies in the other place. */
export async function offerPlace(file: string, bytes: Uint8Array, ask: Ask): Promise<string> {
  for (;;) {
    tell('Type another place for it, or press Enter to leave it there.');
    const wanted = (await ask())?.trim() ?? '';
    if (wanted === '') return file;
    try {
      if (await isThere(wanted))
        throw new WriteError(`${wanted} is there already. Choose a name that is free.`);
      await writeWhole(disk, wanted, bytes, { called: wanted });
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      tell(error.message);
      continue;
    }
    await rm(file, { force: true }).catch(() => undefined);
    return wanted;
  }
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
