/**
 * Writes the lists of what folders hold whose files are one thing each: layers (with the references that tests hold them
 * against, and the icons that the window draws), formats, metrics, formats of data, transforms. With --check it only tells whether they are up to date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runMain } from './lib/failure.mjs';
import { textOf } from './lib/generated-text.mjs';
import { fromRoot } from './lib/paths.mjs';

const folder = fromRoot('shared/layers');
const notLayers = new Set(['define.ts', 'index.ts', 'shape.ts']);

/** `max-pooling2d.ts` exports `maxPooling2d`. @param {string} file */
const exportName = (file) =>
  file.replace(/\.ts$/, '').replace(/-([a-z0-9])/g, (_, letter) => String(letter).toUpperCase());

/** Layer files by name. @param {readonly string[]} names */
export const layerFiles = (names) =>
  names.filter((name) => /^[^.]+\.ts$/.test(name) && !notLayers.has(name)).sort();

/** @param {readonly string[]} files */
export function registrySource(files) {
  const lines = [
    '// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.',
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

/** @param {readonly string[]} names */
export function referencesSource(names) {
  const files = names.filter((name) => name.endsWith('.reference.ts')).sort();
  const own = (/** @type {string} */ file) => exportName(file.replace('.reference.ts', '.ts'));
  return [
    '// Generated from the files of shared/layers by build/generate-lists.mjs. Do not edit.',
    ...files.map((file) => `import { reference as ${own(file)} } from '../${file.replace(/\.ts$/, '')}';`),
    ...files.map(
      (file) =>
        `import { ${own(file)} as ${own(file)}Layer } from '../${file.replace('.reference.ts', '')}';`,
    ),
    "import type { LayerReference } from './reference';",
    '',
    "/** By the layer's type. A layer without one fails the contract test. */",
    'export const layerReferences: Readonly<Record<string, LayerReference>> = {',
    ...files.map((file) => `  [${own(file)}Layer.type]: ${own(file)},`),
    '};',
    '',
  ].join('\n');
}

/**
 * A list of what the files of a folder export, each under its file's name.
 * @param {{ readonly files: readonly string[], readonly name: string, readonly type: string, readonly from: string, readonly says: string }} list
 */
export function listSource({ files, name, type, from, says }) {
  return [
    '// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.',
    `import type { ${type} } from '${from}';`,
    ...files.map((file) => `import { ${exportName(file)} } from './${file.replace(/\.ts$/, '')}';`),
    '',
    `/** ${says} */`,
    `export const ${name}: readonly ${type}[] = [`,
    ...files.map((file) => `  ${exportName(file)},`),
    '];',
    '',
  ].join('\n');
}

/** Files that are one thing each. @param {string} where @param {readonly string[]} others */
const filesIn = (where, others) =>
  readdirSync(fromRoot(where))
    .filter((file) => /^[^.]+\.ts$/.test(file) && !others.includes(file))
    .sort();

/** `grid-3x3` is lucide's component `Grid3x3`. @param {string} icon */
const componentName = (icon) =>
  icon.replace(/(?:^|-)([a-z0-9])/g, (_, letter) => String(letter).toUpperCase());

/** @param {readonly string[]} icons each once */
function iconsSource(icons) {
  return [
    '// Generated from the files of shared/layers by build/generate-lists.mjs. Do not edit.',
    'import {',
    ...icons.map((icon) => `  ${componentName(icon)},`),
    '  type LucideIcon,',
    "} from 'lucide-react';",
    '',
    "/** By lucide's name, as layers say it. */",
    'export const layerIcons: Readonly<Record<string, LucideIcon>> = {',
    ...icons.map((icon) => `  '${icon}': ${componentName(icon)},`),
    '};',
    '',
  ].join('\n');
}

/**
 * Each file, or with --check what is said of one that is stale.
 * @param {Readonly<Record<string, string>>} sources by path
 */
async function putSources(sources) {
  for (const [name, text] of Object.entries(sources)) {
    const target = fromRoot(name);
    const source = await format(text, { ...(await resolveConfig(target)), filepath: target });
    if (!process.argv.includes('--check')) writeFileSync(target, source);
    else if (readFileSync(target, 'utf8') !== source) {
      console.error(`${name} is stale. Run: node build/generate-lists.mjs`);
      process.exitCode = 1;
    }
  }
}

async function main() {
  const names = readdirSync(folder);
  const files = layerFiles(names);
  await putSources({
    'shared/layers/index.ts': registrySource(files),
    'shared/layers/testing/index.ts': referencesSource(names),
    'shared/exchange/drawings/index.ts': listSource({
      files: filesIn('shared/exchange/drawings', ['index.ts']),
      name: 'drawingFormats',
      type: 'DrawingFormat',
      from: '../format',
      says: 'Formats of the architecture, without weights.',
    }),
    'shared/exchange/models/index.ts': listSource({
      files: filesIn('shared/exchange/models', ['index.ts']),
      name: 'modelFormats',
      type: 'ModelFormat',
      from: '../format',
      says: 'Formats of a trained model. The worker that packs them knows no others.',
    }),
    'shared/data/sources/list.ts': listSource({
      files: filesIn('shared/data/sources', ['define.ts', 'list.ts']),
      name: 'sourceFormats',
      type: 'SourceFormat',
      from: './define',
      says: 'Formats in which a folder holds a set of pictures.',
    }),
    'shared/data/transforms/list.ts': listSource({
      files: filesIn('shared/data/transforms', ['define.ts', 'list.ts']),
      name: 'transforms',
      type: 'Transform',
      from: './define',
      says: 'Steps that pictures go through.',
    }),
    'shared/training/metrics/list.ts': listSource({
      files: filesIn('shared/training/metrics', ['define.ts', 'index.ts', 'list.ts']),
      name: 'allMetrics',
      type: 'Metric',
      from: './define',
      says: 'In no order.',
    }),
  });
  // What the listed files say themselves: they are asked, so that it does not matter how it is written.
  /** @type {{ readonly icons: readonly string[], readonly read: readonly string[] }} */
  const said = JSON.parse(
    await textOf(`
      import { modelFormats } from './shared/exchange/models';
      import { layers } from './shared/layers';
      export const text = JSON.stringify({
        icons: [...new Set(layers.map(({ icon }) => icon))].sort(),
        read: modelFormats.flatMap(({ ending, read }) => (read === undefined ? [] : [ending.slice(1)])),
      });`),
  );
  await putSources({
    'renderer/components/layer-icons.ts': iconsSource(said.icons),
    'shared/protocol/open-endings.ts': [
      '// Generated from the files of shared/exchange/models by build/generate-lists.mjs. Do not edit.',
      '/** Endings of files that can be opened, without their dot: of our own, and of formats that are read. */',
      `export const openEndings: readonly string[] = ${JSON.stringify(['cnn', 'json', ...said.read])};`,
      '',
    ].join('\n'),
  });
  console.log(`${files.length} layers`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await runMain(main);
