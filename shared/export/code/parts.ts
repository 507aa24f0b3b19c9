/**
 * The document as the parts that its code is made of: the network itself, and one part for each block definition. Copies of
 * a block that the other framework builds from other layers (an explicit padding here, none there) become a part of
 * their own, so that within a part only numbers differ.
 */
import type { Compiled, CompiledLayer } from '../../compiler/compiled';
import { expand } from '../../compiler/expand';
import { instanceOf, type Instance } from '../../compiler/instance';
import {
  type BlockNode,
  type DefinitionId,
  type DefinitionParam,
  type Graph,
  type GraphNode,
  isBlock,
  isExpression,
  type NodeId,
} from '../../graph/document';
import { variadicIndex } from '../../graph/ports';
import { findDefinition, nodesById } from '../../graph/scope';
import { edgesInto } from '../../graph/wiring';
import { isKnown, type KnownShape, type Shape } from '../../layers/shape';
import { findLayer } from '../../layers/index';
import type { EmittedStep, Emission } from '../../layers/support/emission';
import { largest } from '../../layers/support/extremes';
import { parseParams } from '../../schema/fields';

export type Framework = 'keras' | 'pytorch';

/** A value inside a graph: an output of a node, or (node null) an input of the block. */
export interface Ref {
  readonly node: NodeId | null;
  readonly port: string;
}
export const keyOf = ({ node, port }: Ref): string => `${node ?? ''}:${port}`;

export type Emitted =
  | { readonly kind: 'steps'; readonly steps: readonly EmittedStep[] }
  | { readonly kind: 'input'; readonly shape: readonly number[] }
  | { readonly kind: 'missing'; readonly reason: string; readonly problem: boolean };

export interface LayerSample {
  readonly instance: Instance;
  readonly layer: CompiledLayer;
  readonly shapes: readonly KnownShape[];
  readonly emitted: Emitted;
}

interface StepBase {
  /** In the order of the ports; null where nothing is connected. */
  readonly inputs: readonly (Ref | null)[];
  /** Where some copies have it and others do not; always true otherwise. */
  readonly when: string | null;
}
export interface LayerStep extends StepBase {
  readonly kind: 'layer';
  readonly node: GraphNode;
  readonly outputs: readonly string[];
  /** One for each copy that has it. */
  readonly samples: readonly LayerSample[];
}
export interface BlockRun {
  readonly part: Part;
  readonly from: number;
  /** Not included; null where an expression says how many there are. */
  readonly to: number | null;
}
export interface BlockStep extends StepBase {
  readonly kind: 'block';
  readonly node: BlockNode;
  readonly outputs: readonly string[];
  /** Copies in a row that are the same part. */
  readonly runs: readonly BlockRun[];
  /** By the copy of the part that it stands in. */
  readonly copies: ReadonlyMap<Instance, readonly Instance[]>;
}
export type Step = LayerStep | BlockStep;

export interface Part {
  readonly scope: DefinitionId | null;
  readonly title: string;
  readonly params: readonly DefinitionParam[];
  readonly instances: readonly Instance[];
  /** Each after all that feed it, branch by branch. */
  readonly steps: readonly Step[];
  readonly inputs: readonly string[];
  readonly outputs: readonly (Ref | null)[];
}

export interface Parts {
  readonly root: Part;
  /** Each after those that it uses. */
  readonly blocks: readonly Part[];
  readonly shapeOf: (instance: Instance, ref: Ref) => KnownShape | null;
}

export function partsOf(compiled: Compiled, framework: Framework): Parts {
  const { document } = compiled;
  const root = instanceOf(expand(document).root);
  const partOf = new Map<Instance, Part>();
  const blocks: Part[] = [];
  const problems = new Map<string, string>();
  for (const { severity, nodeId, message } of compiled.diagnostics) {
    if (severity === 'error' && nodeId !== null && !problems.has(nodeId)) problems.set(nodeId, message);
  }

  const sampleOf = (instance: Instance, node: GraphNode): LayerSample | null => {
    const entry = instance.entries.get(node.id);
    const layer = entry?.kind === 'layer' ? compiled.byId.get(entry.flat.id) : undefined;
    if (!layer) return null;
    const shapes = layer.inputShapes.filter((shape): shape is KnownShape => shape !== null && isKnown(shape));
    const broken = problems.get(layer.id);
    const complete = shapes.length === layer.inputShapes.length;
    let emitted: Emitted;
    if (broken !== undefined) emitted = { kind: 'missing', reason: broken, problem: true };
    else if (!complete)
      emitted = { kind: 'missing', reason: 'The shape of its input is not known yet.', problem: true };
    else emitted = emittedBy(layer, layer.params, shapes, framework);
    return { instance, layer, shapes, emitted };
  };

  const shapeOf = (instance: Instance, { node, port }: Ref): KnownShape | null => {
    const shape =
      node === null ? inputShape(compiled, instance, port) : compiled.shapeAt(instance.prefix + node, port);
    if (shape) return isKnown(shape) ? shape : null;
    const entry = node === null ? undefined : instance.entries.get(node);
    if (node === null || entry === undefined || entry.kind === 'layer') return null;
    // A node that lets its first input through, or a block without copies.
    const [first] = inputsOf(compiled, instance.graph, node);
    return first ? shapeOf(instance, first) : null;
  };

  const build = (instances: readonly Instance[]): Part => {
    const [first] = instances;
    if (!first) throw new Error('A part has at least one copy.');
    const { scope, graph } = first;
    const definition = scope === null ? undefined : findDefinition(document, scope);
    return {
      scope,
      title: definition?.name ?? document.name,
      params: definition?.params ?? [],
      instances,
      steps: stepsOf(instances, graph),
      inputs: [...new Set((graph.inputs ?? []).map(({ name }) => name))],
      outputs: (graph.outputs ?? []).map(({ node, port }) => lookThrough(instances, { node, port })),
    };
  };

  /** Nodes that none of the copies has let their first input through. */
  const lookThrough = (instances: readonly Instance[], ref: Ref | null): Ref | null => {
    const [first] = instances;
    const node = ref?.node;
    if (!first || node == null) return ref;
    const gone = instances.every(({ entries }) => {
      const entry = entries.get(node);
      return entry?.kind === 'passThrough' || (entry?.kind === 'block' && entry.copies.length === 0);
    });
    return gone ? lookThrough(instances, inputsOf(compiled, first.graph, node)[0] ?? null) : ref;
  };

  const stepsOf = (instances: readonly Instance[], graph: Graph & Pick<Instance['graph'], 'outputs'>) =>
    ordered(compiled, graph).flatMap((node): readonly Step[] => {
      const inputs = inputsOf(compiled, graph, node.id).map((ref) => lookThrough(instances, ref));
      const present = instances.filter((instance) => instance.entries.get(node.id)?.kind !== 'passThrough');
      if (present.length === 0) return [];
      const when = present.length < instances.length ? (node.when?.expr ?? null) : null;
      if (!isBlock(node)) {
        const samples = present.flatMap((instance) => sampleOf(instance, node) ?? []);
        const layer = findLayer(node.type);
        const [sample] = samples;
        if (!layer || !sample) return [];
        const { outputs } = layer.ports(parseParams(layer.params, sample.layer.params).params);
        return [{ kind: 'layer', node, inputs, when, outputs, samples }];
      }
      const copies = new Map(present.map((instance) => [instance, copiesOf(instance, node)]));
      const longest = [...copies.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
      const outputs = (findDefinition(document, node.definition)?.outputs ?? []).map(({ name }) => name);
      const runs: BlockRun[] = [];
      longest.forEach((copy, index) => {
        const part = partOf.get(copy);
        const last = runs.at(-1);
        if (!part) return;
        if (last?.part === part) runs[runs.length - 1] = { ...last, to: index + 1 };
        else runs.push({ part, from: index, to: index + 1 });
      });
      if (runs.length === 0) return [];
      const counted = runs.map((run) =>
        runs.length === 1 && isExpression(node.repeat) ? { ...run, to: null } : run,
      );
      return [{ kind: 'block', node, inputs, when, outputs, runs: counted, copies }];
    });

  /** What must agree for two copies to be one part; nodes that one of them lacks do not count. */
  const structureOf = (instance: Instance): ReadonlyMap<NodeId, string> =>
    new Map(
      instance.graph.nodes.flatMap((node): readonly (readonly [NodeId, string])[] => {
        if (!isBlock(node)) {
          const sample = sampleOf(instance, node);
          return sample ? [[node.id, shapeOfEmission(sample.emitted)]] : [];
        }
        const copies = copiesOf(instance, node).map((copy) => {
          const part = partOf.get(copy);
          return part ? blocks.indexOf(part) : -1;
        });
        if (copies.length === 0) return [];
        const same = copies.every((index) => index === copies[0]);
        return [[node.id, same && isExpression(node.repeat) ? String(copies[0]) : copies.join(' ')]];
      }),
    );

  for (const copies of byDefinition(root)) {
    const groups: { readonly structure: Map<NodeId, string>; readonly members: Instance[] }[] = [];
    for (const copy of copies) {
      const structure = structureOf(copy);
      const fits = groups.find((group) =>
        [...structure].every(([node, text]) => (group.structure.get(node) ?? text) === text),
      );
      if (fits) {
        fits.members.push(copy);
        for (const [node, text] of structure) fits.structure.set(node, text);
      } else groups.push({ structure: new Map(structure), members: [copy] });
    }
    for (const { members } of groups) {
      const part = build(members);
      blocks.push(part);
      for (const member of members) partOf.set(member, part);
    }
  }
  return { root: build([root]), blocks, shapeOf };
}

const copiesOf = (instance: Instance, node: BlockNode): readonly Instance[] => {
  const entry = instance.entries.get(node.id);
  return entry?.kind === 'block' ? entry.copies : [];
};

/** All copies, by definition; definitions after those that they use. */
function byDefinition(root: Instance): readonly (readonly Instance[])[] {
  const found = new Map<DefinitionId, Instance[]>();
  const order: DefinitionId[] = [];
  const visit = (instance: Instance): void => {
    for (const entry of instance.entries.values()) if (entry.kind === 'block') entry.copies.forEach(visit);
    if (instance.scope === null) return;
    const list = found.get(instance.scope);
    if (list) list.push(instance);
    else {
      found.set(instance.scope, [instance]);
      order.push(instance.scope);
    }
  };
  visit(root);
  const depth = new Map<DefinitionId, number>();
  const depths = new Map<Instance, number>();
  const depthOf = (instance: Instance): number => {
    const known = depths.get(instance);
    if (known !== undefined) return known;
    const below = [...instance.entries.values()].flatMap((entry) =>
      entry.kind === 'block' ? entry.copies.map((copy) => depthOf(copy) + 1) : [],
    );
    const own = largest(below, 0);
    depths.set(instance, own);
    return own;
  };
  for (const id of order) depth.set(id, largest((found.get(id) ?? []).map(depthOf)));
  return order.toSorted((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0)).map((id) => found.get(id) ?? []);
}

/** What the layer emits, with Output's and the like as no steps at all. */
export function emittedBy(
  { definition }: Pick<CompiledLayer, 'definition'>,
  params: Readonly<Record<string, unknown>>,
  shapes: readonly KnownShape[],
  framework: Framework,
): Emitted {
  const emission: Emission = definition[framework](parseParams(definition.params, params).params, shapes);
  switch (emission.kind) {
    case 'layers':
      return { kind: 'steps', steps: emission.layers };
    case 'steps':
      return emission;
    case 'passThrough':
      return { kind: 'steps', steps: [] };
    case 'input':
      return emission;
    case 'unsupported':
      return { kind: 'missing', reason: emission.reason, problem: false };
  }
}

/** Not those of `{0}`, nor in a name such as `conv2d`. */
export const numbersInCalls = /(?<![\w{.])\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Without the numbers. */
export function shapeOfEmission(emitted: Emitted): string {
  switch (emitted.kind) {
    case 'input':
      return 'input';
    case 'missing':
      return `missing ${emitted.reason}`;
    case 'steps':
      return emitted.steps
        .map((step) =>
          'call' in step
            ? step.call.replace(numbersInCalls, '#')
            : `${step.className}(${step.positional?.length ?? 0}) ${step.then ?? ''} ${step.around?.name ?? ''}`,
        )
        .join('; ');
  }
}

/** In the order of the ports, variadic ones by number. */
function inputsOf(compiled: Compiled, graph: Instance['graph'], id: NodeId): readonly (Ref | null)[] {
  const node = nodesById(graph).get(id);
  if (!node) return [];
  const fed = new Map<string, Ref>();
  for (const { name, node: inner, port } of graph.inputs ?? [])
    if (inner === id) fed.set(port, { node: null, port: name });
  for (const { source, sourcePort, targetPort } of edgesInto(graph.edges, id))
    fed.set(targetPort, { node: source, port: sourcePort });
  if (isBlock(node)) {
    const definition = findDefinition(compiled.document, node.definition);
    const names = [...new Set((definition?.inputs ?? []).map(({ name }) => name))];
    return names.map((name) => fed.get(name) ?? null);
  }
  const layer = findLayer(node.type);
  if (!layer) return [];
  const { inputs } = layer.ports(parseParams(layer.params, node.params).params);
  if (!('variadic' in inputs)) return inputs.map((name) => fed.get(name) ?? null);
  return [...fed]
    .flatMap(([port, ref]) => {
      const index = variadicIndex(inputs.variadic, port);
      return index === null ? [] : [{ index, ref }];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ ref }) => ref);
}

/** What comes into a copy of a block: the output of the copy before it, or what feeds the block. */
function inputShape(compiled: Compiled, instance: Instance, name: string): Shape | null {
  const port = instance.graph.inputs?.find((input) => input.name === name);
  // The shape is that of any layer that the port feeds.
  for (const input of instance.graph.inputs ?? []) {
    if (input.name !== name) continue;
    const layer = compiled.byId.get(instance.prefix + input.node);
    if (!layer) continue;
    const { inputs } = layer.definition.ports(parseParams(layer.definition.params, layer.params).params);
    const own =
      'variadic' in inputs ? variadicIndex(inputs.variadic, input.port) : inputs.indexOf(input.port);
    const shape = own === null ? undefined : layer.inputShapes[own];
    if (shape) return shape;
  }
  const { parent } = instance;
  if (!parent || !port) return null;
  const names = [...new Set((instance.graph.inputs ?? []).map((input) => input.name))];
  const index = names.indexOf(name);
  if (parent.copy > 0) {
    const entry = parent.instance.entries.get(parent.block.id);
    const before = entry?.kind === 'block' ? entry.copies[parent.copy - 1] : undefined;
    const output = before?.graph.outputs?.[index];
    if (before && output) return compiled.shapeAt(before.prefix + output.node, output.port);
  }
  const feed = inputsOf(compiled, parent.instance.graph, parent.block.id)[index];
  if (!feed) return null;
  return feed.node === null
    ? inputShape(compiled, parent.instance, feed.port)
    : compiled.shapeAt(parent.instance.prefix + feed.node, feed.port);
}

/**
 * Each node after all that feed it, one branch after the other, as a person would write them down. Only what an output
 * needs; everything while there is no output yet.
 */
function ordered(compiled: Compiled, graph: Instance['graph']): readonly GraphNode[] {
  const byId = nodesById(graph);
  const ends =
    graph.outputs !== undefined
      ? graph.outputs.map(({ node }) => node)
      : graph.nodes.filter(({ type }) => findLayer(type)?.role === 'output').map(({ id }) => id);
  const sources = new Set(graph.edges.map(({ source }) => source));
  const open = graph.nodes.filter(({ id }) => !sources.has(id)).map(({ id }) => id);
  const order: GraphNode[] = [];
  const state = new Map<NodeId, 'open' | 'done'>();
  // A stack of its own: thousands of layers in a row are legal.
  const walk = (start: NodeId): void => {
    const stack: { readonly id: NodeId; readonly left: NodeId[] }[] = [];
    const enter = (id: NodeId): void => {
      if (state.has(id)) return;
      state.set(id, 'open');
      const feeds = inputsOf(compiled, graph, id).flatMap((ref) => (ref?.node == null ? [] : [ref.node]));
      stack.push({ id, left: feeds.reverse() });
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.left.pop();
      if (next !== undefined) {
        enter(next);
        continue;
      }
      stack.pop();
      state.set(top.id, 'done');
      const node = byId.get(top.id);
      if (node) order.push(node);
    }
  };
  const inputs = graph.nodes.filter(({ type }) => findLayer(type)?.role === 'input').map(({ id }) => id);
  if (graph.outputs === undefined) inputs.forEach(walk);
  for (const end of ends.length > 0 ? ends : open) walk(end);
  // Drawn in a circle, nothing is an end.
  if (ends.length === 0) graph.nodes.forEach(({ id }) => walk(id));
  return order;
}
