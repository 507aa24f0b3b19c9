import { compile } from '../../shared/compiler/compile';
import { summarize } from '../../shared/compiler/summary';
import type { Command } from '../command';
import { loadDocument } from '../load-file';
import { oneFile } from '../one-file';
import { flag, readOptions } from '../options';
import { printTable } from '../table';

const usage = 'summary FILE [--json]';
const number = (value: number): string => value.toLocaleString('en-US');

export const summaryCommand: Command = {
  name: 'summary',
  usage: `${usage}\n    the layers with their shapes, parameters and MACs, and what is wrong`,
  async run(args) {
    const { files, given } = readOptions(args, { json: flag }, usage);
    const summary = summarize(compile(await loadDocument(oneFile(files, 'file or template:NAME', usage))));
    if (given.json) console.log(JSON.stringify(summary, null, 2));
    else {
      console.log(`${summary.name}\n`);
      printTable(
        ['Layer', 'Type', 'Output', '>Parameters', '>MACs'],
        summary.layers.map((layer) => [
          layer.id,
          layer.type,
          layer.outputShape?.map((dim) => dim ?? '?').join('×') ?? '–',
          number(layer.params.trainable + layer.params.nonTrainable),
          number(layer.macs),
        ]),
      );
      const { trainable, nonTrainable, macs } = summary.totals;
      console.log(
        `\n${number(trainable + nonTrainable)} parameters (${number(trainable)} trainable, ${number(nonTrainable)} not), ${number(macs)} MACs per image`,
      );
      for (const { severity, message } of summary.diagnostics) console.log(`${severity}: ${message}`);
    }
    return summary.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};
