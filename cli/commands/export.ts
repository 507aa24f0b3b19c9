import path from 'node:path';
import { compile } from '../../shared/compiler/compile';
import { generateCode, type Framework } from '../../shared/export/code/generate-code';
import { exportTfjs, zipFiles } from '../../shared/export/tfjs-layers';
import type { Command } from '../command';
import { loadDocument, loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, readOptions, text } from '../options';
import { UsageError } from '../usage-error';
import { writeWhole } from '../write-whole';

const usage = 'export FILE --format tfjs|keras|pytorch --out PATH';

export const exportCommand: Command = {
  name: 'export',
  usage:
    `${usage}\n    tfjs: a trained model for TensorFlow.js, a folder with model.json and its weights, or a zip where PATH ends so` +
    '\n    keras, pytorch: the architecture as Python code',
  async run(args) {
    const formats = choice('tfjs', 'keras', 'pytorch');
    const { files, given } = readOptions(args, { format: formats, out: text }, usage);
    const file = oneFile(files, 'model', usage);
    const out = required(given.out, 'out', usage);
    const { format } = given;
    if (format === undefined)
      throw new UsageError(`--format is missing: tfjs, keras or pytorch.\nUsage: ${usage}`);
    if (format !== 'tfjs') return exportCode(file, format, out);
    const exported = exportTfjs(await loadModel(file));
    if (out.endsWith('.zip')) await writeWhole(out, zipFiles(exported));
    else for (const { path: name, bytes } of exported) await writeWhole(path.join(out, name), bytes);
    console.log(`saved ${out}`);
    return 0;
  },
};

/** Code that is not complete is written all the same: it says where, and the exit status is 1. */
async function exportCode(file: string, framework: Framework, out: string): Promise<number> {
  const code = generateCode(compile(await loadDocument(file)), framework);
  await writeWhole(out, new TextEncoder().encode(code.text));
  for (const { message } of code.problems) process.stderr.write(`not complete: ${message}\n`);
  console.log(`saved ${out}`);
  return code.problems.length > 0 ? 1 : 0;
}
