/**
 * Many edits of one graph, made in one pass: each alone would copy all of its layers and connections, and look for circles
 * among them, so that pasting thousands of layers would take thousands of times as long.
 */
import { changedNode, type NodeEdit } from './change-node';
import { isBlock, type ConvDocument, type Edge, type Graph } from './document';
import type { Edit } from './edit';
import { refuseRecursion } from './recursion';
import { findDefinition, graphIn, idProblem, nodesById, withGraph } from './scope';
import { inOrder } from './topological';
import { sameEdge } from './wiring';

/** Those that add layers and connections, take connections away, or change single layers. */
type GraphEdit = Extract<Edit, { readonly edit: 'addNode' | 'connect' | 'disconnect' }> | NodeEdit;

function isGraphEdit(edit: Edit): edit is GraphEdit {
  switch (edit.edit) {
    case 'addNode':
    case 'connect':
    case 'disconnect':
    case 'setParams':
    case 'renameNode':
    case 'setWhen':
      return true;
    case 'setBlock':
      // Another definition may close a circle that a later one opens again.
      return edit.definition === undefined;
    default:
      return false;
  }
}

/** Of the edits from `start` on as many as can be made together: those of one graph. */
export function togetherFrom(edits: readonly Edit[], start: number): readonly GraphEdit[] {
  const together: GraphEdit[] = [];
  for (let at = start; at < edits.length; at += 1) {
    const edit = edits[at];
    if (!edit || !isGraphEdit(edit) || (together[0] && edit.scope !== together[0].scope)) break;
    together.push(edit);
  }
  return together;
}

/** One connection enters a port. */
const keyOf = (node: string, port: string): string => `${node}\n${port}`;

/**
 * What they make of the document one after the other. Null where one is refused, or `EditError`: made one by one they say
 * which is the first, and why.
 */
export function applyTogether(document: ConvDocument, edits: readonly GraphEdit[]): ConvDocument | null {
  const scope = edits[0]?.scope;
  const graph = graphIn(document, scope);
  const nodes = new Map(nodesById(graph));
  const edges = new Map(graph.edges.map((edge) => [keyOf(edge.target, edge.targetPort), edge]));
  if (nodes.size < graph.nodes.length || edges.size < graph.edges.length) return null;
  const inputs = 'inputs' in graph ? graph.inputs : [];
  const entered = new Set(inputs.map(({ node, port }) => keyOf(node, port)));
  const layout = { ...graph.layout };
  const changed = { nodes: false, edges: false, layout: false, blocks: false };
  /** All that is connected at any time from the first new connection on: none of it may close a circle. */
  let ever: Edge[] | null = null;
  for (const edit of edits) {
    switch (edit.edit) {
      case 'addNode': {
        const { node, at } = edit;
        if (idProblem(node.id) !== null || nodes.has(node.id)) return null;
        if (isBlock(node) && !findDefinition(document, node.definition)) return null;
        nodes.set(node.id, node);
        changed.nodes = true;
        changed.blocks ||= isBlock(node);
        if (at) {
          layout[node.id] = at;
          changed.layout = true;
        }
        break;
      }
      case 'connect': {
        const { edge } = edit;
        const key = keyOf(edge.target, edge.targetPort);
        if (!nodes.has(edge.source) || !nodes.has(edge.target) || edges.has(key) || entered.has(key))
          return null;
        ever ??= [...edges.values()];
        ever.push(edge);
        edges.set(key, edge);
        changed.edges = true;
        break;
      }
      case 'disconnect': {
        const key = keyOf(edit.edge.target, edit.edge.targetPort);
        const edge = edges.get(key);
        if (!edge || !sameEdge(edge, edit.edge)) return null;
        edges.delete(key);
        changed.edges = true;
        break;
      }
      default: {
        const before = nodes.get(edit.id);
        if (!before) return null;
        const after = changedNode(document, before, edit);
        if (after === before) break;
        nodes.set(edit.id, after);
        changed.nodes = true;
        changed.blocks ||= isBlock(after);
      }
    }
  }
  if (ever && closesCircle({ nodes: [...nodes.values()], edges: ever })) return null;
  if (!changed.nodes && !changed.edges) return document;
  const made = withGraph(document, scope, {
    ...(changed.nodes && { nodes: [...nodes.values()] }),
    ...(changed.edges && { edges: [...edges.values()] }),
    ...(changed.layout && { layout }),
  });
  if (changed.blocks) refuseRecursion(made);
  return made;
}

function closesCircle(graph: Graph): boolean {
  const places = new Map(inOrder(graph).map((id, place) => [id, place]));
  return graph.edges.some(({ source, target }) => (places.get(source) ?? 0) >= (places.get(target) ?? 0));
}
