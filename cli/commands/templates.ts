import { compile } from '../../shared/compiler/compile';
import { templates } from '../../templates/index';
import type { Command } from '../command';
import { flag, readOptions } from '../options';
import { sayJson } from '../output';
import { printTable } from '../table';
import { UsageError } from '../usage-error';

const usage = 'templates [--json]';

export const templatesCommand: Command = {
  name: 'templates',
  makes: 'text',
  usage: `${usage}\n    the networks that come with the program`,
  run(args) {
    const { files, given } = readOptions(args, { json: flag }, usage);
    const [extra] = files;
    if (extra !== undefined)
      throw new UsageError(`“templates” takes no file, but “${extra}” was given.\nUsage: ${usage}`);
    const rows = templates.map(({ name, title, year, summary, reference, document }) => {
      const { trainable, macs } = compile(document).totals;
      return { name, title, year, summary, reference, params: trainable, macs };
    });
    if (given.json) sayJson(rows, 2);
    else {
      printTable(
        ['Name', 'Title', 'Year', '>Parameters', '>MACs'],
        rows.map((row) => [
          row.name,
          row.title,
          String(row.year ?? ''),
          row.params.toLocaleString('en-US'),
          row.macs.toLocaleString('en-US'),
        ]),
      );
    }
    return Promise.resolve(0);
  },
};
