/** Drawings within the limits of a file whose layers must not be counted each against all others. */
import { describe, expect, test } from 'vitest';
import { generateCode } from '../export/code/generate-code';
import { defaultVolumes, volumeFigure } from '../export/figure/volumes';
import { arranged } from '../graph/arrange';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../graph/document';
import { compile } from './compile';
import { summarize } from './summary';

const node = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => ({
  id,
  type,
  name: id,
  params,
});
const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const drawing = (nodes: readonly GraphNode[], edges: readonly Edge[]): ConvDocument => ({
  ...emptyDocument(),
  nodes,
  edges,
});
const input = node('input', 'Input', { shape: [8, 8, 4] });
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('large drawings', () => {
  test('20,000 joins without a connection each say what they lack', () => {
    const { diagnostics } = compile(
      drawing(
        many(20_000, (i) => node(`j${i}`, 'Add')),
        [],
      ),
    );
    expect(new Set(diagnostics.map(({ nodeId }) => nodeId)).size).toBe(20_000);
  });

  test('99,000 connections enter one join, in whatever order', () => {
    const given = drawing(
      [input, node('join', 'Concatenate'), node('next', 'Activation')],
      [...many(99_000, (i) => edge('input', 'join', `in:${98_999 - i}`)), edge('join', 'next')],
    );
    const compiled = compile(given);
    expect(compiled.byId.get('next')?.outputShapes).toEqual([[8, 8, 396_000]]);
    expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(volumeFigure(compiled, { ...defaultVolumes, detail: 'layers' }).scene.width).toBeLessThan(10_000);
  });

  test('connections to a port that is not there are told one by one', () => {
    const given = drawing(
      [input, node('c', 'Conv2D')],
      many(20_000, (i) => edge('input', 'c', `nothing:${i}`)),
    );
    const found = compile(given).diagnostics.filter(({ code }) => code === 'superfluous-input');
    expect(found).toHaveLength(20_000);
    expect(found.every(({ fixes }) => fixes.length === 1)).toBe(true);
  });

  test('channels that double two hundred times are drawn no larger than a page', () => {
    const steps = many(200, (i) => `j${i}`);
    const given = drawing(
      [input, ...steps.map((id) => node(id, 'Concatenate'))],
      steps.flatMap((id, i) => {
        const from = steps[i - 1] ?? 'input';
        return [edge(from, id, 'in:0'), edge(from, id, 'in:1')];
      }),
    );
    const compiled = compile(given);
    expect(compiled.byId.get('j199')?.outputShapes[0]?.[2]).toBe(4 * 2 ** 200);
    const { scene, parts } = volumeFigure(compiled, { ...defaultVolumes, detail: 'layers' });
    expect(parts).toHaveLength(201);
    expect(scene.problem).toBeUndefined();
    expect(scene.width).toBeLessThan(5_000);
    expect(scene.height).toBeLessThan(50_000);
    expect(scene.marks.some((mark) => mark.mark === 'path' && /NaN|Infinity|e/.test(mark.d))).toBe(false);
  });

  test('a figure of thousands of parts says why it is not drawn', () => {
    const layers = many(9_000, (i) => node(`n${i}`, 'Conv2D', { padding: 'same', filters: (i % 7) + 1 }));
    const given = drawing(
      [input, ...layers],
      layers.map(({ id }, i) => edge(layers[i - 1]?.id ?? 'input', id)),
    );
    const { scene } = volumeFigure(compile(given), { ...defaultVolumes, detail: 'layers' });
    expect(scene.problem).toMatch(/9,001 parts .* could not be read: .*\.$/);
    expect(scene.marks.length).toBeGreaterThan(0);
  });

  test('long cards, wide rows and long ways have their places', () => {
    const rows = many(15_000, (i) => node(`n${i}`, 'Activation'));
    const joins = many(4_000, (i) => node(`j${i}`, 'Add'));
    const given = drawing(
      [input, ...rows, ...joins],
      [
        ...rows.map(({ id }, i) => edge(rows[i - 1]?.id ?? 'input', id)),
        ...joins.map(({ id }, i) => edge(joins[i - 1]?.id ?? 'input', id, 'in:0')),
      ],
    );
    const { places, height } = arranged(given);
    expect(Object.keys(places)).toHaveLength(19_001);
    expect(height).toBeGreaterThan(15_000 * 27);
    expect(summarize(compile(given)).layers).toHaveLength(19_001);
  });

  test('200,000 copies of empty blocks are written as code', () => {
    const block = (id: string, definition: string, repeat: number): GraphNode => ({
      ...node(id, 'Block'),
      ...{ definition, args: {}, repeat },
    });
    const part = (nodes: readonly GraphNode[]) => ({
      ...{ name: 'Part', params: [], nodes, edges: [] },
      ...{ inputs: [], outputs: [] },
    });
    const given = {
      ...drawing([input, block('all', 'outer', 1)], []),
      definitions: {
        outer: part(many(20, (i) => block(`b${i}`, 'inner', 10_000))),
        inner: part([]),
      },
    };
    const compiled = compile(given);
    for (const framework of ['keras', 'pytorch'] as const)
      expect(generateCode(compiled, framework).text).toContain('Untitled');
  });
});
