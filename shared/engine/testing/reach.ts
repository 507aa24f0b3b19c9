/** What random graphs have reached so far: how many hold a layer type, and a parameter off its default. */
import { atDepth } from '../../../build/lib/depth';
import { compile } from '../../compiler/compile';
import { isBlock, isExpression, type ConvDocument, type GraphNode } from '../../graph/document';
import type { Layer } from '../../layers/define';
import { parseParams } from '../../schema/fields';

/** Graphs that a type and a parameter should be in. */
export const WANTED = { type: atDepth(3, 12), param: atDepth(1, 5) } as const;

const paramKey = (type: string, param: string): string => `${type}.${param}`;

export interface Reach {
  readonly counts: ReadonlyMap<string, number>;
  /** Flat layers of each graph. */
  readonly sizes: readonly number[];
  record(document: ConvDocument): void;
  /** How far the wish is fulfilled for a parameter: 1 is as often as wanted. */
  ofParam(layer: Layer, param: string): number;
  /** The same for a layer and that of its parameters that is furthest behind. */
  ofLayer(layer: Layer): number;
}

const text = (value: unknown): string => JSON.stringify(value);
const usesIndex = (value: unknown): boolean => /"expr":"[^"]*\bi\b/.test(text(value));

export function createReach(): Reach {
  const counts = new Map<string, number>();
  const sizes: number[] = [];
  const count = (key: string): number => counts.get(key) ?? 0;
  const ofParam = (layer: Layer, param: string): number => count(paramKey(layer.type, param)) / WANTED.param;
  return {
    counts,
    sizes,
    ofParam,
    ofLayer: (layer) =>
      Math.min(
        count(layer.type) / WANTED.type,
        ...Object.keys(layer.params).map((param) => ofParam(layer, param)),
      ),
    record(document) {
      const compiled = compile(document);
      const { layers } = compiled;
      sizes.push(layers.length);
      const inside = Object.values(document.definitions).flatMap(({ nodes }) => nodes);
      const drawn: readonly GraphNode[] = [...document.nodes, ...inside];
      const seen = new Set(drawn.map(({ type }) => type));
      for (const { id, definition, ports, params: raw, outputShapes } of layers) {
        const { params } = parseParams(definition.params, raw);
        for (const [name, field] of Object.entries(definition.params)) {
          // What is hidden changes nothing.
          const counts = text(params[name]) !== text(field.default) && (field.when?.(params) ?? true);
          if (counts) seen.add(paramKey(definition.type, name));
        }
        if (definition.role === 'merge') seen.add('a join');
        const sights = compiled.sightsAt(id, ports.outputs[0] ?? '') ?? [];
        if (
          outputShapes[0]?.length === 3 &&
          sights.some(({ period: [down, right] }) => down > 1 || right > 1)
        )
          seen.add('positions that see unlike');
        const [height, width, channels] = outputShapes[0] ?? [];
        if (definition.role === 'input' && channels !== undefined) {
          if (Number(height) % 2 === 1 || Number(width) % 2 === 1) seen.add('an odd picture');
          if (height !== width) seen.add('no square');
        }
      }
      const blocks = drawn.filter(isBlock);
      if (inside.some(isBlock)) seen.add('a nested block');
      if (blocks.some(({ repeat }) => isExpression(repeat) || repeat > 1)) seen.add('a repeated block');
      if (blocks.some(({ repeat }) => isExpression(repeat))) seen.add('a computed repeat');
      if (blocks.some(({ args }) => Object.keys(args).length > 0)) seen.add('an argument');
      if (inside.some(({ when }) => when)) seen.add('a condition');
      if (inside.some((node) => usesIndex(node.params) || usesIndex(isBlock(node) ? node.args : {})))
        seen.add('an expression of i');
      for (const key of seen) counts.set(key, count(key) + 1);
    },
  };
}
