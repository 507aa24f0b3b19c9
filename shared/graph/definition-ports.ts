/**
 * A definition's inputs and outputs. An input is there as long as it feeds a port inside, an output as long as one inside
 * feeds it. What blocks that stand for the definition are connected to goes and is renamed with them.
 */
import { need } from './definitions';
import {
  isBlock,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type DefinitionPort,
  type Edge,
  type Graph,
  type NodeId,
} from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { editsTo } from './edits-to';
import { freeName } from './free-name';
import { graphsOf } from './instances';
import { graphIn, nodesById, withGraph } from './scope';

type Side = 'inputs' | 'outputs';

/** In their order, which is that in which copies feed one another. */
export function portNames(definition: Definition, side: Side): readonly string[] {
  return [...new Set(definition[side].map(({ name }) => name))];
}

/** `in`, `in2`, … or `out`, `out2`, …: the first that is free. */
export function freePortName(definition: Definition, side: Side): string {
  const taken = portNames(definition, side);
  return freeName(side === 'inputs' ? 'in' : 'out', (name) => taken.includes(name));
}

/** Feeds a port inside from an input, which is made where there is none of that name. Throws `EditError` where the port takes something. */
export function connectInput(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  node: NodeId,
  port: string,
): readonly Edit[] {
  const definition = need(document, id);
  const inner = nodesById(definition).get(node);
  if (!inner) throw new EditError(`There is no layer “${node}” in “${definition.name}”.`);
  const problem = portNameProblem(name);
  if (problem !== null) throw new EditError(problem);
  const edge = definition.edges.find(({ target, targetPort }) => target === node && targetPort === port);
  if (edge) {
    const source = nodesById(definition).get(edge.source)?.name ?? edge.source;
    throw new EditError(
      `The input “${port}” of ${inner.name} already takes ${source}: disconnect that first.`,
    );
  }
  const known = definition.inputs.find((input) => input.node === node && input.port === port);
  if (known?.name === name) return [];
  if (known) {
    throw new EditError(
      `The input “${port}” of ${inner.name} already takes the block's “${known.name}”: disconnect that first.`,
    );
  }
  return changed(document, id, definition, { inputs: [...definition.inputs, { name, node, port }] });
}

/** Its last connection takes the input with it, and what blocks outside were fed there. */
export function disconnectInput(
  document: ConvDocument,
  id: DefinitionId,
  node: NodeId,
  port: string,
): readonly Edit[] {
  const definition = need(document, id);
  const gone = definition.inputs.find((input) => input.node === node && input.port === port);
  if (!gone) throw new EditError(`No input of “${definition.name}” feeds “${port}” of ${node}.`);
  const inputs = definition.inputs.filter((input) => input !== gone);
  if (inputs.some(({ name }) => name === gone.name)) return changed(document, id, definition, { inputs });
  return editsTo(document, withoutPort(document, id, 'inputs', gone.name));
}

export function removeInput(document: ConvDocument, id: DefinitionId, name: string): readonly Edit[] {
  return removePort(document, id, 'inputs', name);
}

export function renameInput(
  document: ConvDocument,
  id: DefinitionId,
  from: string,
  to: string,
): readonly Edit[] {
  return renamePort(document, id, 'inputs', from, to);
}

/** Another place among the inputs, counted from 0. */
export function moveInput(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  to: number,
): readonly Edit[] {
  return movePort(document, id, 'inputs', name, to);
}

/** What feeds an output, which is made where there is none of that name. */
export function setOutput(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  node: NodeId,
  port: string,
): readonly Edit[] {
  const definition = need(document, id);
  if (!nodesById(definition).has(node))
    throw new EditError(`There is no layer “${node}” in “${definition.name}”.`);
  const problem = portNameProblem(name);
  if (problem !== null) throw new EditError(problem);
  const output = { name, node, port };
  const known = definition.outputs.some((entry) => entry.name === name);
  const outputs = known
    ? definition.outputs.map((entry) => (entry.name === name ? { ...entry, ...output } : entry))
    : [...definition.outputs, output];
  return changed(document, id, definition, { outputs });
}

export function removeOutput(document: ConvDocument, id: DefinitionId, name: string): readonly Edit[] {
  return removePort(document, id, 'outputs', name);
}

export function renameOutput(
  document: ConvDocument,
  id: DefinitionId,
  from: string,
  to: string,
): readonly Edit[] {
  return renamePort(document, id, 'outputs', from, to);
}

export function moveOutput(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  to: number,
): readonly Edit[] {
  return movePort(document, id, 'outputs', name, to);
}

// ----

function changed(
  document: ConvDocument,
  id: DefinitionId,
  definition: Definition,
  parts: Partial<Pick<Definition, Side>>,
): readonly Edit[] {
  return editsTo(document, {
    ...document,
    definitions: { ...document.definitions, [id]: { ...definition, ...parts } },
  });
}

function portNameProblem(name: string): string | null {
  if (name.trim() === '') return 'An input or output needs a name.';
  return name.length > 100 ? 'The name of an input or output has at most 100 characters.' : null;
}

function needPort(definition: Definition, side: Side, name: string): void {
  if (definition[side].some((port) => port.name === name)) return;
  throw new EditError(`“${definition.name}” has no ${side === 'inputs' ? 'input' : 'output'} “${name}”.`);
}

function removePort(document: ConvDocument, id: DefinitionId, side: Side, name: string): readonly Edit[] {
  needPort(need(document, id), side, name);
  return editsTo(document, withoutPort(document, id, side, name));
}

/** Takes the port from the definition, what it was connected to from its users, and from definitions around them what is left without an end. */
function withoutPort(document: ConvDocument, id: DefinitionId, side: Side, name: string): ConvDocument {
  const definition = need(document, id);
  const own = {
    ...document,
    definitions: {
      ...document.definitions,
      [id]: { ...definition, [side]: definition[side].filter((port) => port.name !== name) },
    },
  };
  return graphsOf(own).reduce((now, { scope }) => {
    const graph = graphIn(now, scope);
    const users = usersIn(graph, id);
    if (users.size === 0) return now;
    const edges = graph.edges.filter((edge) => !isAt(edge, side, users, name));
    const cut = withGraph(now, scope, { edges });
    if (scope === null) return cut;
    const around = need(cut, scope);
    const lost = new Set(
      around[side].filter((port) => users.has(port.node) && port.port === name).map((port) => port.name),
    );
    const kept = around[side].filter((port) => !(users.has(port.node) && port.port === name));
    const shorter = withGraph(cut, scope, { [side]: kept });
    return [...lost]
      .filter((port) => !kept.some((entry) => entry.name === port))
      .reduce((so, port) => withoutPort(so, scope, side, port), shorter);
  }, own);
}

function renamePort(
  document: ConvDocument,
  id: DefinitionId,
  side: Side,
  from: string,
  to: string,
): readonly Edit[] {
  if (from === to) return [];
  const definition = need(document, id);
  needPort(definition, side, from);
  const problem = portNameProblem(to);
  if (problem !== null) throw new EditError(problem);
  if (definition[side].some(({ name }) => name === to)) {
    throw new EditError(
      `“${definition.name}” already has an ${side === 'inputs' ? 'input' : 'output'} “${to}”.`,
    );
  }
  const renamed = definition[side].map((port) => (port.name === from ? { ...port, name: to } : port));
  const own = {
    ...document,
    definitions: { ...document.definitions, [id]: { ...definition, [side]: renamed } },
  };
  const after = graphsOf(own).reduce((now, { scope, graph }) => {
    const users = usersIn(graph, id);
    if (users.size === 0) return now;
    const edges = graph.edges.map((edge) =>
      !isAt(edge, side, users, from)
        ? edge
        : { ...edge, ...(side === 'inputs' ? { targetPort: to } : { sourcePort: to }) },
    );
    const ports =
      scope === null
        ? {}
        : {
            [side]: need(now, scope)[side].map((port) =>
              users.has(port.node) && port.port === from ? { ...port, port: to } : port,
            ),
          };
    return withGraph(now, scope, { edges, ...ports });
  }, own);
  return editsTo(document, after);
}

function movePort(
  document: ConvDocument,
  id: DefinitionId,
  side: Side,
  name: string,
  to: number,
): readonly Edit[] {
  const definition = need(document, id);
  needPort(definition, side, name);
  const names = portNames(definition, side).filter((other) => other !== name);
  names.splice(Math.max(0, Math.min(to, names.length)), 0, name);
  const ports = names.flatMap((each): DefinitionPort[] =>
    definition[side].filter((port) => port.name === each),
  );
  return changed(document, id, definition, { [side]: ports });
}

function usersIn(graph: Graph, id: DefinitionId): ReadonlySet<NodeId> {
  return new Set(graph.nodes.flatMap((node) => (isBlock(node) && node.definition === id ? [node.id] : [])));
}

const isAt = (edge: Edge, side: Side, users: ReadonlySet<NodeId>, port: string): boolean =>
  side === 'inputs'
    ? users.has(edge.target) && edge.targetPort === port
    : users.has(edge.source) && edge.sourcePort === port;
