/** A compiled network as the rules of advice walk it: along its edges, and from a rule to a diagnostic with its fixes. */
import { newNode } from '../../graph/create';
import type { ConvDocument } from '../../graph/document';
import type { Layer, Role } from '../../layers/define';
import { parseParams } from '../../schema/fields';
import type { AdviceCode } from '../codes';
import type { CompiledLayer, Diagnostic, Fix } from '../compiled';
import { fix } from '../fix';
import { hasWayIn, inEvery, inScope, insertInto, removing } from '../fixes';
import type { Order } from '../order';

export interface Network {
  readonly document: ConvDocument;
  /** In execution order. */
  readonly layers: readonly CompiledLayer[];
  /** In execution order, too. */
  withRole(role: Role): readonly CompiledLayer[];
  /** The layers that feed it, in the order of its edges. */
  before(layer: CompiledLayer): readonly CompiledLayer[];
  /** The layers that it feeds. */
  after(layer: CompiledLayer): readonly CompiledLayer[];
  /** The one layer that feeds it; undefined where there are more, or none. */
  onlyBefore(layer: CompiledLayer): CompiledLayer | undefined;
  /** The one layer that it feeds. */
  onlyAfter(layer: CompiledLayer): CompiledLayer | undefined;
}

const none: readonly never[] = [];

/** One thing to look for. */
export type Rule = (network: Network) => readonly Diagnostic[];

/** `layerAt`: by place in the order; undefined for a type that is not known. */
export function networkOf(
  document: ConvDocument,
  layers: readonly CompiledLayer[],
  { placeOf, incoming, targets }: Order,
  layerAt: (place: number) => CompiledLayer | undefined,
): Network {
  const placed = ({ id }: CompiledLayer): number => placeOf.get(id) ?? -1;
  const byRole = new Map<Role, CompiledLayer[]>();
  for (const layer of layers) {
    const list = byRole.get(layer.definition.role);
    if (list) list.push(layer);
    else byRole.set(layer.definition.role, [layer]);
  }
  /** Where there are two, the others are not looked at: a layer may feed thousands. */
  function only<T>(list: readonly T[], place: (entry: T) => number): CompiledLayer | undefined {
    let found: CompiledLayer | undefined;
    for (const entry of list) {
      const layer = layerAt(place(entry));
      if (layer && found) return undefined;
      found ??= layer;
    }
    return found;
  }
  return {
    document,
    layers,
    withRole: (role) => byRole.get(role) ?? [],
    before: (layer) => (incoming[placed(layer)] ?? none).flatMap(({ source }) => layerAt(source) ?? []),
    after: (layer) => (targets[placed(layer)] ?? none).flatMap((target) => layerAt(target) ?? []),
    onlyBefore(layer) {
      const fed = incoming[placed(layer)] ?? none;
      const first = fed[0];
      return fed.length === 1 && first ? layerAt(first.source) : only(fed, ({ source }) => source);
    },
    onlyAfter(layer) {
      const fed = targets[placed(layer)] ?? none;
      const first = fed[0];
      return fed.length === 1 && first !== undefined ? layerAt(first) : only(fed, (target) => target);
    },
  };
}

/** So far back no rule looks: it would be another part of the network. */
const FARTHEST = 100;

/** Back along single inputs through layers of these roles, to the first of another; undefined where that is far away. */
export function backThrough(
  network: Network,
  from: CompiledLayer,
  roles: readonly CompiledLayer['definition']['role'][],
): CompiledLayer | undefined {
  let layer = network.onlyBefore(from);
  for (let steps = 0; layer && roles.includes(layer.definition.role); steps += 1) {
    if (steps >= FARTHEST) return undefined;
    layer = network.onlyBefore(layer);
  }
  return layer;
}

/** Looks at more than one pixel at a time, or, like a dense layer, at all of a vector. */
export function isWide({ definition, slide, inputShapes }: CompiledLayer): boolean {
  if (definition.role !== 'linear') return false;
  return slide === null ? inputShapes[0]?.length === 1 : slide.size[0] > 1 || slide.size[1] > 1;
}

export function advise(
  layer: CompiledLayer,
  code: AdviceCode,
  message: string,
  fixes: readonly Fix[],
  more: Partial<Pick<Diagnostic, 'severity' | 'port' | 'param'>> = {},
): Diagnostic {
  const documentNode = layer.block ?? layer.origin.node;
  return { severity: 'advice', code, nodeId: layer.id, documentNode, message, fixes, ...more };
}

// ---- Fixes.

/** A new layer on the way into a port of a layer; none where nothing comes in. */
export function insertBefore(
  { document }: Network,
  layer: CompiledLayer,
  inserted: Layer,
  params: Readonly<Record<string, unknown>> = {},
  port = 'in',
): readonly Fix[] {
  const { scope, node } = layer.origin;
  if (!hasWayIn(document, layer.origin, port)) return [];
  return [
    fix(
      inEvery(document, scope, `Insert ${inserted.type} before ${layer.name}`),
      () => insertInto(document, scope, node, port, newNode(document, inserted, params, scope)) ?? [],
    ),
  ];
}

export function removal({ document }: Network, layer: CompiledLayer): Fix {
  const { scope, node } = layer.origin;
  return fix(inEvery(document, scope, `Remove ${layer.name}`), () => removing(document, scope, node));
}

export function setting(
  { document }: Pick<Network, 'document'>,
  layer: CompiledLayer,
  label: string,
  params: Readonly<Record<string, unknown>>,
): Fix {
  return fix(inEvery(document, layer.origin.scope, label), () => [
    { edit: 'setParams', ...inScope(layer), id: layer.origin.node, params },
  ]);
}

/**
 * The parameter of a layer that brings about something when it has this value, found by asking the layer itself:
 * which switch takes its bias away, which pair its stride.
 */
export function paramThat(
  layer: CompiledLayer,
  value: unknown,
  does: (params: Readonly<Record<string, unknown>>) => boolean,
): string | undefined {
  return Object.keys(layer.definition.params).find((name) => {
    const tried = parseParams(layer.definition.params, { ...layer.settings, [name]: value });
    return tried.problems.length === 0 && does(tried.params);
  });
}
