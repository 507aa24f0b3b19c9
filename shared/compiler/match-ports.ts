/** Which edge enters which port. */
import { variadicIndex } from '../graph/ports';
import type { PortList, Ports } from '../layers/define';
import type { Fed } from './order';

export interface Matched {
  /** By input port, in order; null for one without an edge. Gaps between variadic ports are closed. */
  readonly ports: readonly (Fed | null)[];
  readonly superfluous: readonly Fed[];
  readonly missing: readonly string[];
}

const none: readonly never[] = [];

export function matchPorts({ inputs }: Ports, fed: readonly Fed[]): Matched {
  if (isInOrder(inputs, fed)) return { ports: fed, superfluous: none, missing: none };
  if (!('variadic' in inputs)) {
    const ports = inputs.map((name) => fed.find(({ edge }) => edge.targetPort === name) ?? null);
    return {
      ports,
      superfluous: fed.filter(({ edge }) => !inputs.includes(edge.targetPort)),
      missing: inputs.filter((_, i) => ports[i] === null),
    };
  }
  const { variadic, min } = inputs;
  const indexed = fed.flatMap((entry) => {
    const index = variadicIndex(variadic, entry.edge.targetPort);
    return index === null ? [] : [{ entry, index }];
  });
  const members = indexed.sort((a, b) => a.index - b.index).map(({ entry }) => entry);
  const entered = new Set(members);
  const taken = new Set(indexed.map(({ index }) => index));
  const missing: string[] = [];
  for (let i = 0; members.length + missing.length < min; i += 1) {
    if (!taken.has(i)) missing.push(`${variadic}:${i}`);
  }
  return {
    ports: [...members, ...missing.map(() => null)],
    superfluous: fed.filter((entry) => !entered.has(entry)),
    missing,
  };
}

/** One edge for each port, as they come: so it is nearly everywhere. */
function isInOrder(inputs: PortList, fed: readonly Fed[]): boolean {
  const names = 'variadic' in inputs ? membersOf(inputs.variadic, fed.length) : inputs;
  if ('variadic' in inputs ? fed.length < inputs.min : fed.length !== inputs.length) return false;
  for (let i = 0; i < fed.length; i += 1) if (fed[i]?.edge.targetPort !== names[i]) return false;
  return true;
}

const members = new Map<string, string[]>();

/** `in:0`, `in:1` and on, at least so many. */
function membersOf(variadic: string, count: number): readonly string[] {
  let names = members.get(variadic);
  if (!names) members.set(variadic, (names = []));
  while (names.length < count) names.push(`${variadic}:${names.length}`);
  return names;
}
