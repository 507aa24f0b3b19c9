/**
 * Writes docs/document.schema.json from the Zod schema of shared/format and the layers of shared/layers.
 * With --check it writes nothing and fails where the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { Failure, runMain } from './lib/failure.mjs';
import { fromRoot } from './lib/paths.mjs';

const target = fromRoot('docs', 'document.schema.json');

async function generate() {
  const bundle = await build({
    stdin: {
      contents: `
        import { documentJsonSchema } from './shared/format/json-schema';
        import { printJson } from './shared/format/print-json';
        import { layers } from './shared/layers';
        export const text = printJson(documentJsonSchema(layers)) + '\\n';`,
      resolveDir: fromRoot(),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'silent',
  });
  const code = bundle.outputFiles[0]?.text ?? '';
  const { text } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return text;
}

await runMain(async () => {
  const text = await generate();
  let present = '';
  try {
    present = readFileSync(target, 'utf8');
  } catch {
    // Not there yet: stale.
  }
  if (present === text) return 0;
  if (process.argv.includes('--check')) {
    throw new Failure(
      'docs/document.schema.json is stale. Run "node build/generate-schema.mjs" and commit it.',
    );
  }
  writeFileSync(target, text);
  return 0;
});
