/** Another type for a node: its connections stay, and the parameters that both types know. */
import type { Layer } from '../layers/define';
import { findLayer } from '../layers/index';
import { defaultsOf, parseParams } from '../schema/fields';
import { newNode } from './create';
import type {
  ConvDocument,
  DefinitionId,
  DefinitionPort,
  Edge,
  GraphNode,
  NodeId,
  ParamValue,
} from './document';
import { isBlock } from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { inputPorts, outputPorts, variadicIndex } from './ports';
import { findDefinition, graphIn, layoutIn, nodesById } from './scope';
import { edgesInto, edgesOutOf } from './wiring';

/**
 * Id and place stay; so does the name, unless it is the one that the old type gave. Ports are matched by their order, and
 * a wire for which the new type has no port goes. Throws EditError where there is no such node.
 */
export function replaceType(
  document: ConvDocument,
  id: NodeId,
  layer: Layer,
  params: Readonly<Record<string, unknown>> = {},
  scope: DefinitionId | null = null,
): readonly Edit[] {
  const graph = graphIn(document, scope);
  const old = nodesById(graph).get(id);
  if (!old) throw new EditError(`There is no layer "${id}" to replace.`);
  const stem = findLayer(old.type)?.stem;
  const given = stem !== undefined && new RegExp(`^${stem}\\d+$`).test(old.name);
  const fresh = newNode(document, layer, params, scope);
  const node: GraphNode = {
    id,
    type: layer.type,
    name: given ? fresh.name : old.name,
    params: { ...fresh.params, ...sharedParams(old, layer), ...params },
    ...(old.when !== undefined && { when: old.when }),
  };
  const ports = portMaps(document, old, node, scope);
  const entering = edgesInto(graph.edges, id).flatMap((edge): Edge[] => {
    const targetPort = ports.input(edge.targetPort);
    return targetPort === null ? [] : [{ ...edge, targetPort }];
  });
  const leaving = edgesOutOf(graph.edges, id).flatMap((edge): Edge[] => {
    const sourcePort = ports.output(edge.sourcePort);
    return sourcePort === null ? [] : [{ ...edge, sourcePort }];
  });
  const definition = scope === null ? undefined : findDefinition(document, scope);
  if (scope !== null && definition) {
    const others = definition.edges.filter(({ source, target }) => source !== id && target !== id);
    const along = (list: readonly DefinitionPort[], map: (port: string) => string | null) =>
      list.flatMap((entry): DefinitionPort[] => {
        if (entry.node !== id) return [entry];
        const port = map(entry.port);
        return port === null ? [] : [{ ...entry, port }];
      });
    return [
      {
        edit: 'setDefinition',
        id: scope,
        definition: {
          ...definition,
          nodes: definition.nodes.map((each) => (each.id === id ? node : each)),
          edges: [...others, ...entering, ...leaving],
          inputs: along(definition.inputs, ports.input),
          outputs: along(definition.outputs, ports.output),
        },
      },
    ];
  }
  const at = layoutIn(document)[id];
  return [
    { edit: 'removeNodes', ids: [id] },
    { edit: 'addNode', node, ...(at && { at }) },
    ...[...entering, ...leaving].map((edge): Edit => ({ edit: 'connect', edge })),
    // Taking a node out takes it out of its frames.
    { edit: 'setGroups', groups: document.groups },
  ];
}

/** Same name and a value that the new type allows; expressions are judged where they are evaluated. */
function sharedParams(old: GraphNode, layer: Layer): Readonly<Record<string, ParamValue>> {
  if (isBlock(old)) return {};
  const known = defaultsOf(layer.params);
  const candidates = Object.entries(old.params).filter(([name]) => Object.hasOwn(known, name));
  return Object.fromEntries(
    candidates.filter(([name, value]) => {
      const isExpression = typeof value === 'object' && value !== null && 'expr' in value;
      return isExpression || parseParams(layer.params, { [name]: value }).problems.length === 0;
    }),
  );
}

function portMaps(document: ConvDocument, old: GraphNode, node: GraphNode, scope: DefinitionId | null) {
  const [oldInputs, oldOutputs] = [
    inputPorts(document, old, { scope }),
    outputPorts(document, old, { scope }),
  ];
  const layer = findLayer(node.type);
  const { inputs, outputs } = layer?.ports(parseParams(layer.params, node.params).params) ?? {
    inputs: [],
    outputs: [],
  };
  const output = (port: string): string | null => outputs[oldOutputs.indexOf(port)] ?? null;
  if (!('variadic' in inputs))
    return { output, input: (port: string): string | null => inputs[oldInputs.indexOf(port)] ?? null };
  const { variadic } = inputs;
  const input = (port: string): string | null => {
    const index = variadicIndex(variadic, port) ?? oldInputs.indexOf(port);
    return index < 0 ? null : `${variadic}:${index}`;
  };
  return { output, input };
}
