import path from 'node:path';
import { exportTfjs, zipFiles } from '../../shared/export/tfjs-layers';
import type { Command } from '../command';
import { loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, readOptions, text } from '../options';
import { UsageError } from '../usage-error';
import { writeWhole } from '../write-whole';

const usage = 'export MODEL.cnn --format tfjs --out PATH';

export const exportCommand: Command = {
  name: 'export',
  usage: `${usage}\n    a tfjs layers model: a folder with model.json and its weights, or a zip where PATH ends so`,
  async run(args) {
    const { files, given } = readOptions(args, { format: choice('tfjs'), out: text }, usage);
    const file = oneFile(files, 'model', usage);
    const out = required(given.out, 'out', usage);
    if (given.format === undefined) throw new UsageError(`--format is missing: tfjs.\nUsage: ${usage}`);
    const exported = exportTfjs(await loadModel(file));
    if (out.endsWith('.zip')) await writeWhole(out, zipFiles(exported));
    else for (const { path: name, bytes } of exported) await writeWhole(path.join(out, name), bytes);
    console.log(`saved ${out}`);
    return 0;
  },
};
