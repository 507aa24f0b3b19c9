/** The sentences of the compiler's own problems, and where they sit. Those of layers come from their files. */
import { type ConvDocument, type Edge, isBlock } from '../graph/document';
import type { Edit } from '../graph/edit';
import { graphIn, nodesById, within } from '../graph/scope';
import type { Finding, Layer } from '../layers/define';
import { findLayer } from '../layers/index';
import { defaultsOf, type ParamProblem } from '../schema/fields';
import { listed } from '../layers/support/words';
import type { Diagnostic, Fix, FlatEdge, FlatNode } from './compiled';
import type { ExpansionProblem } from './expanded';
import { fix } from './fix';
import { edgeInto, fixesOf, inEvery, inScope, removing } from './fixes';

const at = (node: FlatNode): Pick<Diagnostic, 'nodeId' | 'documentNode'> => ({
  nodeId: node.id,
  documentNode: node.block ?? node.origin.node,
});

export function expansionDiagnostic(document: ConvDocument, problem: ExpansionProblem): Diagnostic {
  const { code, message, flatId, top, param } = problem;
  return {
    severity: 'error',
    code,
    nodeId: flatId,
    documentNode: top,
    message,
    ...(param !== null && { param }),
    fixes: expansionFixes(document, problem),
  };
}

function expansionFixes(document: ConvDocument, problem: ExpansionProblem): readonly Fix[] {
  const { code, scope, node: id, param } = problem;
  const node = nodesById(graphIn(document, scope)).get(id);
  if (!node) return [];
  const named = (label: string): string => inEvery(document, scope, label);
  switch (code) {
    case 'recursive-block':
    case 'unknown-definition':
      return [fix(named(`Remove ${node.name}`), () => removing(document, scope, id))];
    case 'too-many-layers':
    case 'too-much-work': {
      if (!isBlock(node)) return [];
      const once: Edit = { edit: 'setBlock', ...within(scope), id, repeat: 1 };
      return [{ label: named(`Use ${node.name} once`), edits: [once] }];
    }
    case 'unknown-argument': {
      if (param === null) return [];
      const forget: Edit = { edit: 'setBlock', ...within(scope), id, args: { [param]: null } };
      return [{ label: named(`Forget ${param}`), edits: [forget] }];
    }
    case 'expression': {
      const usual: unknown = param === null ? undefined : findLayer(node.type)?.params[param]?.default;
      if (param === null || usual === undefined) return [];
      const edit: Edit = { edit: 'setParams', ...within(scope), id, params: { [param]: usual } };
      return [{ label: named(`Use ${JSON.stringify(usual)}, the usual value`), edits: [edit] }];
    }
  }
}

export function unknownTypeDiagnostic(document: ConvDocument, node: FlatNode): Diagnostic {
  const { scope, node: id } = node.origin;
  const message = `${node.name} has the type “${node.type}”, which this version of ConvCanvas does not know.`;
  const remove = fix(inEvery(document, scope, `Remove ${node.name}`), () => removing(document, scope, id));
  return { severity: 'error', code: 'unknown-type', ...at(node), message, fixes: [remove] };
}

export function paramDiagnostic(
  document: ConvDocument,
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
  const label = inEvery(document, node.origin.scope, `Use ${JSON.stringify(value)}, the usual value`);
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
  outputs: readonly string[],
): Diagnostic {
  const message = `${source.name} has no output “${sourcePort}” any more, but ${node.name} is connected to it.`;
  const drawn = edgeInto(document, node, port);
  const last = outputs.at(-1);
  const own = drawn?.source === source.origin.node;
  const fixes: readonly Fix[] =
    drawn && own && last !== undefined
      ? [
          {
            label: inEvery(document, node.origin.scope, `Connect it to “${last}” instead`),
            edits: [
              { edit: 'disconnect', ...inScope(node), edge: drawn },
              { edit: 'connect', ...inScope(node), edge: { ...drawn, sourcePort: last } },
            ],
          },
        ]
      : [];
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
  const fed = new Map<string, number>();
  for (const { target } of edges) fed.set(target, (fed.get(target) ?? 0) + 1);
  return cycles.flatMap((cycle) => {
    const members = cycle.flatMap((id) => nodes.get(id) ?? []);
    const [first] = members;
    const last = members.at(-1);
    if (!first || !last) return [];
    const nextOf = new Map(cycle.map((id, i) => [id, cycle[(i + 1) % cycle.length]]));
    const inside = edges.filter(({ source, target }) => nextOf.get(source) === target);
    // Where a layer can do without: one that joins more branches than it must.
    const spare = inside.find((edge) => canSpare(edge, nodes, fed));
    const closing = spare ?? inside.find(({ source, target }) => source === last.id && target === first.id);
    const [from, to] = [nodes.get(closing?.source ?? ''), nodes.get(closing?.target ?? '')];
    const drawn: Edge | undefined = closing && to && edgeInto(document, to, closing.targetPort);
    const names = listed([...members.map(({ name }) => name), first.name], ' → ');
    return [
      {
        severity: 'error',
        code: 'cycle',
        ...at(to ?? first),
        ...(closing && { port: closing.targetPort }),
        message: `These layers run in a circle, so none can be the first: ${names}; cut one of the connections.`,
        fixes:
          drawn && from && to
            ? [
                {
                  label: inEvery(document, to.origin.scope, `Disconnect ${from.name} from ${to.name}`),
                  edits: [{ edit: 'disconnect', ...inScope(to), edge: drawn }],
                },
              ]
            : [],
      },
    ];
  });
}

function canSpare(
  { target }: FlatEdge,
  nodes: ReadonlyMap<string, FlatNode>,
  fed: ReadonlyMap<string, number>,
): boolean {
  const type = nodes.get(target)?.type;
  const definition = type === undefined ? undefined : findLayer(type);
  const inputs = definition?.ports(defaultsOf(definition.params)).inputs;
  return inputs !== undefined && 'variadic' in inputs && (fed.get(target) ?? 0) > inputs.min;
}
