/** The sentences of the compiler's own problems, and where they sit. Those of layers come from their files. */
import type { ConvDocument, Edge } from '../graph/document';
import type { Edit } from '../graph/edit';
import { newNode } from '../graph/create';
import { layoutIn } from '../graph/scope';
import type { Finding, Layer } from '../layers/define';
import { layers as catalogue } from '../layers/index';
import { defaultsOf, type ParamProblem } from '../layers/support/fields';
import type { CompiledLayer, Diagnostic, Fix, FlatEdge, FlatNode } from './compiled';
import type { ExpansionProblem } from './expand';
import { edgeInto, fixesOf, inScope } from './fixes';

const at = (node: FlatNode): Pick<Diagnostic, 'nodeId' | 'documentNode'> => ({
  nodeId: node.id,
  documentNode: node.block ?? node.origin.node,
});

export function expansionDiagnostic(problem: ExpansionProblem): Diagnostic {
  const { code, message, flatId, top } = problem;
  return { severity: 'error', code, nodeId: flatId, documentNode: top, message, fixes: [] };
}

export function unknownTypeDiagnostic(node: FlatNode): Diagnostic {
  const message = `${node.name} has the type “${node.type}”, which this version of ConvCanvas does not know.`;
  const remove: Edit = { edit: 'removeNodes', ...inScope(node), ids: [node.origin.node] };
  return {
    severity: 'error',
    code: 'unknown-type',
    ...at(node),
    message,
    fixes: [{ label: `Remove ${node.name}`, edits: [remove] }],
  };
}

export function paramDiagnostic(
  node: FlatNode,
  definition: Layer,
  { param, message }: ParamProblem,
): Diagnostic {
  const value: unknown = definition.params[param]?.default;
  const reset: Edit = {
    edit: 'setParams',
    ...inScope(node),
    id: node.origin.node,
    params: { [param]: value },
  };
  const label = `Use ${JSON.stringify(value)}, the usual value`;
  return {
    severity: 'error',
    code: 'parameter-out-of-range',
    ...at(node),
    param,
    message,
    fixes: [{ label, edits: [reset] }],
  };
}

export function findingDiagnostic(document: ConvDocument, node: FlatNode, finding: Finding): Diagnostic {
  const { severity, code, message, port, param } = finding;
  return {
    severity,
    code,
    ...at(node),
    message,
    ...(port !== undefined && { port }),
    ...(param !== undefined && { param }),
    fixes: fixesOf(document, node, finding),
  };
}

/** Disconnects what enters a port, where that is an edge of the node's own graph. */
function disconnecting(document: ConvDocument, node: FlatNode, port: string): readonly Fix[] {
  const edge = edgeInto(document, node, port);
  return edge ? [{ label: 'Disconnect it', edits: [{ edit: 'disconnect', ...inScope(node), edge }] }] : [];
}

export function superfluousDiagnostic(document: ConvDocument, node: FlatNode, edge: FlatEdge): Diagnostic {
  const port = edge.targetPort;
  const message = `${node.name} has no input “${port}”, but something is connected to it.`;
  const fixes = disconnecting(document, node, port);
  return { severity: 'error', code: 'superfluous-input', ...at(node), port, message, fixes };
}

/** A parameter may decide how many outputs a layer has, and what was connected to the last ones stays connected. */
export function lostOutputDiagnostic(
  document: ConvDocument,
  node: FlatNode,
  { sourcePort, targetPort: port }: FlatEdge,
  source: FlatNode,
): Diagnostic {
  const message = `${source.name} has no output “${sourcePort}” any more, but ${node.name} is connected to it.`;
  const fixes = disconnecting(document, node, port);
  return { severity: 'error', code: 'lost-output', ...at(node), port, message, fixes };
}

export function missingInputDiagnostic(node: FlatNode, definition: Layer, port: string): Diagnostic {
  const { inputs } = definition.ports(defaultsOf(definition.params));
  const message =
    'variadic' in inputs
      ? `${node.name} needs at least ${inputs.min} inputs: connect another layer to it.`
      : `Nothing is connected to ${node.name}: connect the output of a layer to it.`;
  return { severity: 'error', code: 'missing-input', ...at(node), port, message, fixes: [] };
}

/** A drawing can't close a cycle, but a file can hold one. */
export function cycleDiagnostics(
  document: ConvDocument,
  cycles: readonly (readonly string[])[],
  nodes: ReadonlyMap<string, FlatNode>,
  edges: readonly FlatEdge[],
): Diagnostic[] {
  return cycles.flatMap((cycle) => {
    const members = cycle.flatMap((id) => nodes.get(id) ?? []);
    const [first] = members;
    const last = members.at(-1);
    if (!first || !last) return [];
    const closing = edges.find(({ source, target }) => source === last.id && target === first.id);
    const drawn: Edge | undefined = closing && edgeInto(document, first, closing.targetPort);
    const names = [...members, first].map(({ name }) => name).join(' → ');
    return [
      {
        severity: 'error',
        code: 'cycle',
        ...at(first),
        ...(closing && { port: closing.targetPort }),
        message: `These layers run in a circle, so none can be the first: ${names}. Cut one of the connections.`,
        fixes: drawn
          ? [
              {
                label: `Disconnect ${last.name} from ${first.name}`,
                edits: [{ edit: 'disconnect', ...inScope(first), edge: drawn }],
              },
            ]
          : [],
      },
    ];
  });
}

/** Ends that are no outputs: what they compute is used by nothing. */
export function deadEndDiagnostics(
  document: ConvDocument,
  layers: readonly CompiledLayer[],
  edges: readonly FlatEdge[],
): Diagnostic[] {
  const used = new Set(edges.map(({ source }) => source));
  const hasOutput = layers.some(({ definition }) => definition.role === 'output');
  return layers
    .filter(
      ({ id, definition, inputShapes }) =>
        !used.has(id) && definition.role !== 'output' && inputShapes.every((shape) => shape !== null),
    )
    .map((layer) => {
      const remove: Edit = { edit: 'removeNodes', ...inScope(layer), ids: [layer.origin.node] };
      const finish = hasOutput ? null : outputEdits(document, layer);
      return {
        severity: 'warning',
        code: 'dead-end',
        ...at(layer),
        message: hasOutput
          ? `Nothing uses what ${layer.name} computes: connect it further, or remove it.`
          : `The network ends at ${layer.name} without an output: training needs one to compare with the truth.`,
        fixes: [
          ...(finish ? [{ label: 'Add an output', edits: finish }] : []),
          ...(hasOutput ? [{ label: `Remove ${layer.name}`, edits: [remove] }] : []),
        ],
      };
    });
}

function outputEdits(document: ConvDocument, layer: CompiledLayer): readonly Edit[] | null {
  const output = catalogue.find(({ role }) => role === 'output');
  const [sourcePort] = layer.definition.ports(defaultsOf(layer.definition.params)).outputs;
  if (!output || sourcePort === undefined || layer.origin.scope !== null) return null;
  const node = newNode(document, output);
  const place = layoutIn(document)[layer.origin.node];
  return [
    { edit: 'addNode', node, ...(place && { at: { x: place.x, y: place.y + 80 } }) },
    { edit: 'connect', edge: { source: layer.origin.node, sourcePort, target: node.id, targetPort: 'in' } },
  ];
}
