/** Writes shared/layers/index.ts from the files of the folder; with --check it only tells whether that is up to date. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { fromRoot } from './lib/paths.mjs';

const folder = fromRoot('shared/layers');
const target = fromRoot('shared/layers/index.ts');
const notLayers = new Set(['define.ts', 'index.ts', 'shape.ts']);

/** `max-pooling2d.ts` exports `maxPooling2d`. @param {string} file */
const exportName = (file) =>
  file.replace(/\.ts$/, '').replace(/-([a-z0-9])/g, (_, letter) => String(letter).toUpperCase());

/** Layer files by name. @param {readonly string[]} names */
export const layerFiles = (names) =>
  names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !notLayers.has(name)).sort();

/** @param {readonly string[]} files */
export function registrySource(files) {
  const lines = [
    '// Generated from the files of this folder by build/generate-layers.mjs. Do not edit.',
    ...files.map((file) => `import { ${exportName(file)} } from './${file.replace(/\.ts$/, '')}';`),
    "import type { Layer } from './define';",
    '',
    'export const layers: readonly Layer[] = [',
    ...files.map((file) => `  ${exportName(file)},`),
    '];',
    'const byType = new Map(layers.map((layer) => [layer.type, layer]));',
    '',
    '/** The layer of that type, or undefined where there is none. */',
    'export function findLayer(type: string): Layer | undefined {',
    '  return byType.get(type);',
    '}',
    '',
  ];
  return lines.join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = layerFiles(readdirSync(folder));
  const source = await format(registrySource(files), { ...(await resolveConfig(target)), filepath: target });
  if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== source) {
      console.error('shared/layers/index.ts is stale. Run: node build/generate-layers.mjs');
      process.exit(1);
    }
  } else {
    writeFileSync(target, source);
    console.log(`${files.length} layers`);
  }
}
