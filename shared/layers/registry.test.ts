import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { layerFiles, registrySource } from '../../build/generate-lists.mjs';
import { findLayer, layers } from './index';
import { defaultsOf, parseParams } from '../schema/fields';

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = layerFiles(readdirSync(folder));

test('the registry holds every layer file, and is what the generator writes', () => {
  expect(layers).toHaveLength(files.length);
  const squeeze = (text: string): string => text.replace(/\s+/g, ' ');
  expect(squeeze(readFileSync(`${folder}/index.ts`, 'utf8'))).toBe(squeeze(registrySource(files)));
});

test('a new file makes the registry stale', () => {
  const more = registrySource(layerFiles([...readdirSync(folder), 'zeta-layer.ts']));
  expect(more).toContain('zetaLayer');
  expect(readFileSync(`${folder}/index.ts`, 'utf8')).not.toContain('zetaLayer');
});

describe.each(layers)('$type', (layer) => {
  test('is found by its type alone and says what the palette shows', () => {
    expect(findLayer(layer.type)).toBe(layer);
    expect(layer.summary).toMatch(/\.$/);
    expect(layer.label.length).toBeGreaterThan(0);
    expect(layer.stem).toMatch(/^[a-z]+$/);
  });

  test('has defaults that it allows, and teaching text', () => {
    expect(parseParams(layer.params, defaultsOf(layer.params)).problems).toEqual([]);
    // By this the inspector finds its text.
    const file = files.find((name) => name.replace(/-|\.ts$/g, '') === layer.type.toLowerCase());
    expect(file, 'a file that is called as its type').toBeDefined();
    expect(readFileSync(`${folder}/${file}`, 'utf8')).toContain(`type: '${layer.type}'`);
    expect(existsSync(`${folder}/${file?.replace(/\.ts$/, '.md')}`)).toBe(true);
  });
});
