import path from 'node:path';
import { compile } from '../../shared/compiler/compile';
import { formats } from '../../shared/exchange';
import type { Format, Written } from '../../shared/exchange/format';
import { zipFiles } from '../../shared/export/exported-file';
import type { Command } from '../command';
import { loadDocument, loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, readOptions, text } from '../options';
import { say, tell } from '../output';
import { saveFile, saveFolder } from '../save-files';
import { UsageError } from '../usage-error';

const names = formats.map(({ name }) => name);
const usage = `export FILE --format ${names.join('|')} --out PATH`;
/** Formats of which the same is said share a line. */
const usages = [...new Set(formats.map((format) => format.usage))].map((said) => {
  const those = formats.filter((format) => format.usage === said).map(({ name }) => name);
  return `    ${those.join(', ')}: ${said}`;
});

export const exportCommand: Command = {
  name: 'export',
  makes: 'file',
  usage: [usage, ...usages].join('\n'),
  async run(args) {
    const { files, given } = readOptions(args, { format: choice(...names), out: text }, usage);
    const file = oneFile(files, 'file', usage);
    const out = required(given.out, 'out', usage);
    const format = formats.find(({ name }) => name === given.format);
    if (format === undefined) throw new UsageError(`--format is missing: ${listed(names)}.\nUsage: ${usage}`);
    const written = await write(format, file);
    if (!format.isFolder) {
      for (const { bytes } of written.files) await saveFile(out, bytes, file);
    } else if (out.endsWith('.zip')) await saveFile(out, zipFiles(written.files), file);
    else await saveFolder(out, written.files, file);
    for (const remark of written.remarks) tell(remark);
    const naming = format.takes === 'drawing' ? await format.naming?.() : undefined;
    const unfit = naming?.problem(path.basename(out)) ?? null;
    if (unfit !== null) tell(unfit);
    // What is not complete is written all the same: it says where, and the exit status is 1.
    for (const problem of written.problems) tell(`not complete: ${problem}`);
    say(`saved ${out}`);
    return written.problems.length > 0 ? 1 : 0;
  },
};

async function write(format: Format, file: string): Promise<Written> {
  if (format.takes === 'model') return format.write(await loadModel(file));
  return format.write(compile(await loadDocument(file)), {
    figureFonts: async () => (await import('../figure-fonts')).figureFonts,
  });
}

const listed = (all: readonly string[]): string => `${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}`;
