import { compile } from '../../shared/compiler/compile';
import { summarize, type Summary } from '../../shared/compiler/summary';
import type { Shape } from '../../shared/layers/shape';
import type { Command } from '../command';
import { loadDocument } from '../load-file';
import { oneFile } from '../one-file';
import { flag, readOptions } from '../options';
import { say, sayJson } from '../output';
import { printTable } from '../table';

const usage = 'summary FILE [--json]';
const number = (value: number): string => value.toLocaleString('en-US');

const shapeText = (shape: Shape | null | undefined): string =>
  shape?.map((dim) => dim ?? '?').join('×') ?? '–';

/** The layers, and behind the last of every block at the top what it comes to. */
function rowsOf({ layers, blocks }: Summary): readonly (readonly string[])[] {
  const lastOf = new Map(layers.map(({ id, block }) => [block, id]));
  const top = new Map(blocks.filter(({ id }) => !id.includes('/')).map((block) => [block.id, block]));
  return layers.flatMap((layer) => {
    const row = [
      layer.id,
      layer.type,
      shapeText(layer.outputShape),
      number(layer.params.trainable),
      number(layer.macs),
    ];
    const block = layer.block === null ? undefined : top.get(layer.block);
    if (!block || lastOf.get(layer.block) !== layer.id) return [row];
    const times = block.copies === 1 ? '' : ` × ${block.copies}`;
    const sum = [
      `Σ ${block.id}${times}`,
      block.definition,
      shapeText(block.outputShapes[0]),
      number(block.params.trainable),
      number(block.macs),
    ];
    return [row, sum];
  });
}

export const summaryCommand: Command = {
  name: 'summary',
  makes: 'text',
  usage: `${usage}\n    the layers with their shapes, parameters and MACs, and what is wrong`,
  async run(args) {
    const { files, given } = readOptions(args, { json: flag }, usage);
    const summary = summarize(compile(await loadDocument(oneFile(files, 'file or template:NAME', usage))));
    if (given.json) sayJson(summary, 2);
    else {
      say(summary.name);
      say('');
      printTable(['Layer', 'Type', 'Output', '>Parameters', '>MACs'], rowsOf(summary));
      const { trainable, nonTrainable, macs } = summary.totals;
      say('');
      const fixed = nonTrainable > 0 ? ` and ${number(nonTrainable)} that are not trained` : '';
      say(`${number(trainable)} trainable parameters${fixed}, ${number(macs)} MACs per image`);
      const unused = summary.layers.filter(({ used }) => !used);
      if (unused.length > 0) {
        const left = unused.reduce((sum, { params }) => sum + params.trainable + params.nonTrainable, 0);
        say(
          `Not counted, since no output needs them: ${number(left)} parameters in ${unused.length === 1 ? '1 layer' : `${number(unused.length)} layers`}`,
        );
      }
      for (const { severity, message } of summary.diagnostics) say(`${severity}: ${message}`);
    }
    return summary.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};
