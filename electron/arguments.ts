/** Files among the arguments with which the app was started. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const filesIn = (args: readonly string[], folder: string): readonly string[] =>
  args
    .filter((argument) => !argument.startsWith('-'))
    .flatMap((argument) => (/^file:/i.test(argument) ? pathsOf(argument) : argument))
    .filter((file) => /\.(?:cnn|cnn\.json)$/i.test(file))
    .map((file) => path.resolve(folder, file));

/** Desktops of Linux hand over addresses, by `%U` of the entry that electron-builder writes. None where it is of another machine. */
function pathsOf(address: string): readonly string[] {
  try {
    return [fileURLToPath(address)];
  } catch {
    return [];
  }
}
