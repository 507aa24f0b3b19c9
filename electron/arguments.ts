/** Files among the arguments with which the app was started. */
import path from 'node:path';

export const filesIn = (args: readonly string[], folder: string): readonly string[] =>
  args
    .filter((argument) => !argument.startsWith('-') && /\.(?:cnn|cnn\.json)$/i.test(argument))
    .map((file) => path.resolve(folder, file));
