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
import { findDefinition } from '../../graph/scope';
import { isKnown, type KnownShape } from '../../layers/shape';
import { findLayer } from '../../layers/index';
import type { Surroundings } from '../../layers/define';
import type { EmittedCall, EmittedLayer, Emission } from '../../layers/support/emission';
import { largest } from '../../layers/support/extremes';
import { parseParams } from '../../schema/fields';
import { inputsOf, ordered } from './feeds';
import { firstValues, type FirstValues } from './first-values';
import type { Framework } from './framework';
import { freeOrders } from './free-orders';
import { knownShapes, type ShapeOf } from './known-shapes';
import { follower, type Ref } from './ref';

/** A layer of the framework, with what its weights begin with. */
export type CodeLayer = EmittedLayer & { readonly first: FirstValues };
export type CodeStep = CodeLayer | EmittedCall;

export type Emitted =
  | { readonly kind: 'steps'; readonly steps: readonly CodeStep[] }
  | { readonly kind: 'input'; readonly shape: readonly number[] }
  | { readonly kind: 'missing'; readonly reason: string; readonly problem: boolean };

export interface LayerSample {
  readonly instance: Instance;
  readonly layer: CompiledLayer;
  readonly shapes: readonly KnownShape[];
  readonly surroundings: Surroundings;
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
  readonly shapeOf: ShapeOf;
}

export function partsOf(compiled: Compiled, framework: Framework): Parts {
  const { document } = compiled;
  const root = instanceOf(expand(document).root);
  const shapeOf = knownShapes(compiled);
  const orderIsFree = freeOrders(compiled);
  const partOf = new Map<Instance, Part>();
  const blocks: Part[] = [];
  const problems = new Map<string, string>();
  for (const { severity, nodeId, message } of compiled.diagnostics) {
    if (severity === 'error' && nodeId !== null && !problems.has(nodeId)) problems.set(nodeId, message);
  }

  const sampleOf = (instance: Instance, node: GraphNode): LayerSample | null => {
    const entry = instance.entries.get(node.id);
    const layer = entry?.kind === 'layer' ? compiled.byId.get(entry.flat.id) : undefined;
    if (!layer || compiled.unused.has(layer.id)) return null;
    const shapes = layer.inputShapes.filter((shape): shape is KnownShape => shape !== null && isKnown(shape));
    const broken = problems.get(layer.id);
    const complete = shapes.length === layer.inputShapes.length;
    const flattens = shapes[0]?.length === 3 && layer.outputShapes[0]?.length === 1;
    const surroundings = { orderIsFree: !flattens || orderIsFree(layer) };
    let emitted: Emitted;
    if (broken !== undefined) emitted = { kind: 'missing', reason: broken, problem: true };
    else if (!complete)
      emitted = { kind: 'missing', reason: 'The shape of its input is not known yet.', problem: true };
    else emitted = emittedBy(layer, layer.params, shapes, framework, surroundings);
    return { instance, layer, shapes, surroundings, emitted };
  };

  /** Whether no output needs anything of it: the block would be called for nothing. */
  const isUnused = (instance: Instance): boolean => {
    const entries = [...instance.entries.values()].filter(({ kind }) => kind !== 'passThrough');
    return (
      compiled.unused.size > 0 &&
      entries.length > 0 &&
      entries.every((entry) =>
        entry.kind === 'block'
          ? entry.copies.length > 0 && entry.copies.every(isUnused)
          : entry.kind === 'layer' && compiled.unused.has(entry.flat.id),
      )
    );
  };

  const build = (instances: readonly Instance[]): Part => {
    const [first] = instances;
    if (!first) throw new Error('A part has at least one copy.');
    const { scope, graph } = first;
    const definition = scope === null ? undefined : findDefinition(document, scope);
    const lookThrough = looksThrough(instances);
    return {
      scope,
      title: definition?.name ?? document.name,
      params: definition?.params ?? [],
      instances,
      steps: stepsOf(instances, graph, lookThrough),
      inputs: [...new Set((graph.inputs ?? []).map(({ name }) => name))],
      outputs: (graph.outputs ?? []).map(({ node, port }) => lookThrough({ node, port })),
    };
  };

  /** Past nodes that let their first input through in all of these copies. */
  const looksThrough = (instances: readonly Instance[]): ((ref: Ref | null) => Ref | null) =>
    follower(({ node }) => {
      const [first] = instances;
      if (!first || node === null) return 'here';
      const gone = instances.every(({ entries }) => {
        const entry = entries.get(node);
        return entry?.kind === 'passThrough' || (entry?.kind === 'block' && entry.copies.length === 0);
      });
      return gone ? (inputsOf(compiled, first.graph, node)[0] ?? null) : 'here';
    });

  const stepsOf = (
    instances: readonly Instance[],
    graph: Graph & Pick<Instance['graph'], 'outputs'>,
    lookThrough: (ref: Ref | null) => Ref | null,
  ) =>
    ordered(compiled, graph).flatMap((node): readonly Step[] => {
      const inputs = inputsOf(compiled, graph, node.id).map((ref) => lookThrough(ref));
      const present = instances.filter((instance) => instance.entries.get(node.id)?.kind !== 'passThrough');
      if (present.length === 0) return [];
      const when = present.length < instances.length ? (node.when?.expr ?? null) : null;
      if (!isBlock(node)) {
        const samples = present.flatMap((instance) => sampleOf(instance, node) ?? []);
        const layer = findLayer(node.type);
        const [sample] = samples;
        if (!layer || !sample) return [];
        const { outputs } = sample.layer.ports;
        return [{ kind: 'layer', node, inputs, when, outputs, samples }];
      }
      const copies = new Map(present.map((instance) => [instance, copiesOf(instance, node)]));
      if ([...copies.values()].every((list) => list.length > 0 && list.every(isUnused))) return [];
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

  /** What must agree for two copies to be one part: what is needed of them, too. Nodes that one lacks do not count. */
  const structureOf = (instance: Instance): ReadonlyMap<NodeId, string> =>
    new Map(
      instance.graph.nodes.flatMap((node): readonly (readonly [NodeId, string])[] => {
        if (!isBlock(node)) {
          const entry = instance.entries.get(node.id);
          if (entry?.kind === 'layer' && compiled.unused.has(entry.flat.id)) return [[node.id, 'unused']];
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
  const needed = blocks.filter(({ instances }) => !instances.every(isUnused));
  return { root: build([root]), blocks: needed, shapeOf };
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
  surroundings: Surroundings,
): Emitted {
  const { params: own } = parseParams(definition.params, params);
  const emission: Emission =
    framework === 'keras' ? definition.keras(own, shapes) : definition.pytorch(own, shapes, surroundings);
  switch (emission.kind) {
    case 'layers':
    case 'steps': {
      const specs = definition.weights(own, shapes);
      const steps = emission.kind === 'layers' ? emission.layers : emission.steps;
      return {
        kind: 'steps',
        steps: steps.map((step) =>
          'call' in step ? step : { ...step, first: firstValues(framework, step, specs) },
        ),
      };
    }
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
      // One part for all copies that a problem of the same kind keeps from it; the first one's numbers are told.
      return `missing ${emitted.reason.replace(/\d+(?:\.\d+)?/g, '#')}`;
    case 'steps':
      return emitted.steps
        .map((step) =>
          'call' in step
            ? step.call.replace(numbersInCalls, '#')
            : [
                `${step.className}(${step.positional?.length ?? 0})`,
                ...[step.then ?? '', step.around?.name ?? '', step.first.drawer?.name ?? ''],
                ...step.first.args.map(([name, text]) => `${name}=${text.replace(numbersInCalls, '#')}`),
              ].join(' '),
        )
        .join('; ');
  }
}
