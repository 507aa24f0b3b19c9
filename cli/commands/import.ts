import { importFile } from '../../shared/exchange/import-file';
import { modelFormats } from '../../shared/exchange/models';
import { FormatError } from '../../shared/format/format-error';
import type { Command } from '../command';
import { fileSource } from '../file-source';
import { oneFile, required } from '../one-file';
import { readOptions, text } from '../options';
import { say } from '../output';
import { saveFile } from '../save-files';

const titles = modelFormats.filter(({ read }) => read !== undefined).map(({ title }) => title);
const usage = 'import FILE --out MODEL.cnn';

export const importCommand: Command = {
  name: 'import',
  makes: 'file',
  usage: `${usage}\n    a trained network of another format as a model file: ${titles.join(', ')}`,
  async run(args) {
    const { files, given } = readOptions(args, { out: text }, usage);
    const file = oneFile(files, 'file', usage);
    const out = required(given.out, 'out', usage);
    const bytes = await importFile(file, await fileSource(file));
    if (bytes === null) {
      throw new FormatError(`${file} is in none of the formats that are imported: ${titles.join(', ')}.`);
    }
    await saveFile(out, bytes, file);
    say(`saved ${out}`);
    return 0;
  },
};
