/**
 * The compiler's first step: nested and repeated blocks become one flat graph.
 *
 * A flat node's id is its path. A block that is repeated writes the copy's index behind its id (`stage2[3]/conv1`); one
 * whose `repeat` is 1 does not. The outputs of each copy feed the inputs of the next, by position. A node whose `when` is
 * false, and a block that is repeated 0 times, pass their first input through.
 */
import type { BlockNode, ConvDocument, DefinitionId, Graph, GraphNode, NodeId } from '../graph/document';
import { argumentsOf, defaultArguments, repeatOf } from '../graph/block-arguments';
import { isBlock } from '../graph/document';
import { literals } from '../graph/literals';
import { findDefinition } from '../graph/scope';
import { edgesInto } from '../graph/wiring';
import { findLayer } from '../layers/index';
import { parseParams } from '../layers/support/fields';
import type { ExpansionCode } from './codes';
import type { FlatEdge, FlatNode } from './compiled';
import { type Environment, evaluate, ExpressionError } from '../layers/support/expression';

/** Beyond this a document is a mistake, such as a repeat inside a repeat inside a repeat. */
export const MOST_LAYERS = 20_000;
const DEEPEST = 32;

export interface ExpansionProblem {
  readonly code: ExpansionCode;
  readonly message: string;
  /** The parameter or argument that it is about, where there is one. */
  readonly param: string | null;
  /** The node in the document, and the graph where it stands. */
  readonly node: NodeId;
  readonly scope: DefinitionId | null;
  /** The flat id of what is there instead, where there is something. */
  readonly flatId: string | null;
  /** The outermost block that it lies in, or itself. */
  readonly top: NodeId;
}

export interface Expanded {
  readonly nodes: readonly FlatNode[];
  readonly edges: readonly FlatEdge[];
  readonly problems: readonly ExpansionProblem[];
  /** Of every block, nested ones too, `path:port` (`stage[1]/block:out`): the flat layer and port that answers for it. */
  readonly blockOutputs: ReadonlyMap<string, { readonly id: string; readonly port: string }>;
  /** The document's own graph, with every copy of every block below it. */
  readonly root: Instance;
}

/** One copy of a graph: the document's own, or a definition's inside a block. */
export interface Instance {
  readonly graph: Graph & {
    readonly inputs?: readonly { name: string; node: NodeId; port: string }[];
    readonly outputs?: readonly { name: string; node: NodeId; port: string }[];
  };
  readonly scope: DefinitionId | null;
  readonly parent: { readonly instance: Instance; readonly block: BlockNode; readonly copy: number } | null;
  readonly prefix: string;
  readonly environment: Environment;
  /** What became of each node. */
  readonly entries: Map<NodeId, Entry>;
}

type Entry =
  | { readonly kind: 'layer'; readonly flat: FlatNode }
  | { readonly kind: 'block'; readonly copies: readonly Instance[] }
  | { readonly kind: 'passThrough'; readonly port: string };

interface Source {
  readonly id: string;
  readonly port: string;
}

/** With `previous`, flat nodes that did not change keep their identity. */
export function expand(document: ConvDocument, previous?: ReadonlyMap<string, FlatNode>): Expanded {
  const nodes: FlatNode[] = [];
  const problems: ExpansionProblem[] = [];
  const placed: { readonly instance: Instance; readonly node: GraphNode; readonly flat: FlatNode }[] = [];
  const blocks: { readonly instance: Instance; readonly node: BlockNode }[] = [];

  const build = (instance: Instance, top: NodeId | null, depth: number): void => {
    for (const node of instance.graph.nodes) {
      if (nodes.length >= MOST_LAYERS) return;
      const id = instance.prefix + node.id;
      if (isBlock(node)) blocks.push({ instance, node });
      const report = (code: ExpansionCode, message: string, param: string | null = null): void => {
        problems.push({
          code,
          message,
          param,
          node: node.id,
          scope: instance.scope,
          flatId: id,
          top: top ?? node.id,
        });
      };
      const attempt = <T>(read: () => T, otherwise: T): T => {
        try {
          return read();
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
          report('expression', `In ${node.name}: ${error.message}`, error.param);
          return otherwise;
        }
      };
      const { when } = node;
      if (when && !attempt(() => evaluate(when.expr, instance.environment), true)) {
        instance.entries.set(node.id, { kind: 'passThrough', port: firstInput(document, node) });
        continue;
      }
      if (!isBlock(node)) {
        const params = attempt(() => literals(node.params, instance.environment), {});
        const flat = reuse(previous, {
          id,
          name: node.name,
          type: node.type,
          params,
          origin: { scope: instance.scope, node: node.id },
          block: top,
        });
        nodes.push(flat);
        placed.push({ instance, node, flat });
        instance.entries.set(node.id, { kind: 'layer', flat });
        continue;
      }
      const copies: Instance[] = [];
      instance.entries.set(node.id, { kind: 'block', copies });
      const definition = findDefinition(document, node.definition);
      if (!definition) {
        report(
          'unknown-definition',
          `${node.name} stands for the block “${node.definition}”, which is not in this document.`,
        );
        continue;
      }
      if (depth >= DEEPEST || contains(instance, node.definition)) {
        report('recursive-block', `The block “${definition.name}” contains itself, so it would never end.`);
        continue;
      }
      const repeat = attempt(() => repeatOf(node, instance.environment), 1);
      const known = new Set(definition.params.map(({ name }) => name));
      for (const name of Object.keys(node.args).filter((arg) => !known.has(arg))) {
        report(
          'unknown-argument',
          `${node.name} sets “${name}”, but the block “${definition.name}” has no such parameter.`,
          name,
        );
      }
      const byCopy = attempt(() => argumentsOf(definition, node, instance.environment, repeat), []);
      for (let copy = 0; copy < repeat; copy += 1) {
        const inner: Instance = {
          graph: definition,
          scope: node.definition,
          parent: { instance, block: node, copy },
          prefix: `${id}${node.repeat === 1 ? '' : `[${copy}]`}/`,
          environment: { ...(byCopy[copy] ?? defaultArguments(definition)), i: copy },
          entries: new Map(),
        };
        copies.push(inner);
        build(inner, top ?? node.id, depth + 1);
        if (nodes.length >= MOST_LAYERS) {
          report(
            'too-many-layers',
            `The network has more than ${MOST_LAYERS.toLocaleString('en-US')} layers: repeat a block less often.`,
          );
          return;
        }
      }
    }
  };

  const root: Instance = {
    graph: document,
    scope: null,
    parent: null,
    prefix: '',
    environment: {},
    entries: new Map(),
  };
  build(root, null, 0);

  const edges: FlatEdge[] = [];
  for (const { instance, node, flat } of placed) {
    for (const targetPort of fedPorts(instance, node)) {
      const source = sourceOf(document, instance, node.id, targetPort, new Set());
      if (source) edges.push({ source: source.id, sourcePort: source.port, target: flat.id, targetPort });
    }
  }
  const blockOutputs = new Map<string, Source>();
  for (const { instance, node } of blocks) {
    for (const { name } of findDefinition(document, node.definition)?.outputs ?? []) {
      const source = outputOf(document, instance, node.id, name, new Set());
      if (source) blockOutputs.set(`${instance.prefix}${node.id}:${name}`, source);
    }
  }
  return { nodes, edges, problems, blockOutputs, root };
}

function fedPorts(instance: Instance, node: GraphNode): readonly string[] {
  const inside = edgesInto(instance.graph.edges, node.id).map(({ targetPort }) => targetPort);
  const outside = (instance.graph.inputs ?? [])
    .filter((input) => input.node === node.id)
    .map(({ port }) => port);
  return [...new Set([...inside, ...outside])];
}

/** What feeds an input port; null where nothing does. `seen` ends cycles of nodes that pass through. */
function sourceOf(
  document: ConvDocument,
  instance: Instance,
  node: NodeId,
  port: string,
  seen: Set<string>,
): Source | null {
  const step = `${instance.prefix}|${node}|${port}`;
  if (seen.has(step)) return null;
  seen.add(step);
  const edge = edgesInto(instance.graph.edges, node).find(({ targetPort }) => targetPort === port);
  if (edge) return outputOf(document, instance, edge.source, edge.sourcePort, seen);
  const { parent } = instance;
  const inputs = instance.graph.inputs ?? [];
  const input = inputs.find((entry) => entry.node === node && entry.port === port);
  if (!parent || !input) return null;
  if (parent.copy > 0) {
    const names = [...new Set(inputs.map(({ name }) => name))];
    const output = instance.graph.outputs?.[names.indexOf(input.name)];
    const entry = parent.instance.entries.get(parent.block.id);
    const before = entry?.kind === 'block' ? entry.copies[parent.copy - 1] : undefined;
    if (output && before) return outputOf(document, before, output.node, output.port, seen);
  }
  return sourceOf(document, parent.instance, parent.block.id, input.name, seen);
}

function outputOf(
  document: ConvDocument,
  instance: Instance,
  node: NodeId,
  port: string,
  seen: Set<string>,
): Source | null {
  const entry = instance.entries.get(node);
  switch (entry?.kind) {
    case undefined:
      return null;
    case 'layer':
      return { id: entry.flat.id, port };
    case 'passThrough':
      return sourceOf(document, instance, node, entry.port, seen);
    case 'block': {
      const last = entry.copies.at(-1);
      if (!last) {
        const block = instance.graph.nodes.find(({ id }) => id === node);
        return block ? sourceOf(document, instance, node, firstInput(document, block), seen) : null;
      }
      const output = last.graph.outputs?.find(({ name }) => name === port);
      return output ? outputOf(document, last, output.node, output.port, seen) : null;
    }
  }
}

function firstInput(document: ConvDocument, node: GraphNode): string {
  if (isBlock(node)) return findDefinition(document, node.definition)?.inputs[0]?.name ?? 'in';
  const layer = findLayer(node.type);
  if (!layer) return 'in';
  const { inputs } = layer.ports(parseParams(layer.params, {}).params);
  return 'variadic' in inputs ? `${inputs.variadic}:0` : (inputs[0] ?? 'in');
}

function contains(instance: Instance, definition: DefinitionId): boolean {
  for (let at: Instance | undefined = instance; at; at = at.parent?.instance) {
    if (at.scope === definition) return true;
  }
  return false;
}

function reuse(previous: ReadonlyMap<string, FlatNode> | undefined, flat: FlatNode): FlatNode {
  const old = previous?.get(flat.id);
  if (
    old?.name === flat.name &&
    old.type === flat.type &&
    old.block === flat.block &&
    old.origin.scope === flat.origin.scope &&
    old.origin.node === flat.origin.node &&
    sameParams(old.params, flat.params)
  ) {
    return old;
  }
  return flat;
}

function sameParams(a: FlatNode['params'], b: FlatNode['params']): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => a[name] === b[name] || JSON.stringify(a[name]) === JSON.stringify(b[name]))
  );
}
