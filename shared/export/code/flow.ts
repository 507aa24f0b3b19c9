/**
 * The values of a part as variables: a chain goes on in `x`; a branch gets a variable of its own where its source is
 * still needed.
 */
import { snakeCase, type Names } from './python-text';
import type { Part, Step } from './parts';
import { keyOf, type Ref } from './ref';

export interface Flow {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** A variable that has to be there before, since the step may be left out. */
  readonly copied: { readonly to: string; readonly from: string } | null;
}

export interface FlowOptions {
  readonly names: Names;
  /** Variables of the part's inputs by port, or of its Input layers by node; these are never written to in Keras. */
  readonly given: ReadonlyMap<string, string>;
  readonly keepGiven: boolean;
  /** Steps that hand their first input on as it is, by node. */
  readonly aliases: ReadonlyMap<string, Ref>;
  /** What is needed at the end. */
  readonly results: readonly Ref[];
  /** A name of its own for what comes out at the end. */
  readonly last: string | null;
}

/** What a value really is: layers that change nothing are looked through. */
export function resolve(ref: Ref, aliases: ReadonlyMap<string, Ref>): Ref {
  let at = ref;
  for (let next = at.node === null ? undefined : aliases.get(at.node); next;) {
    at = next;
    next = at.node === null ? undefined : aliases.get(at.node);
  }
  return at;
}

/** Variables that are looked at before a branch gets one of its own. */
const MOST_SPARE = 16;

/** Nothing is connected there. */
export const NOTHING = 'None';

/** What each further copy of a block takes: what the one before gave, and beyond that what the first took. */
export const carriedOn = ({ inputs, outputs }: Flow): readonly string[] =>
  inputs.map((input, at) => outputs[at] ?? input);

/** The variables of a block that stands in a loop, before it: `x, y = a, b`; null where they hold that already. */
export function beforeLoop({ inputs, outputs }: Flow): string | null {
  const [first = NOTHING] = inputs;
  const given = outputs.map((_, at) => inputs[at] ?? first);
  return given.join() === outputs.join() ? null : `${outputs.join(', ')} = ${given.join(', ')}`;
}

const isRepeated = (step: Step): boolean =>
  step.kind === 'block' &&
  (step.runs.length > 1 || step.runs.some(({ from, to }) => to === null || to - from > 1));

export function assignVariables(part: Part, steps: readonly Step[], options: FlowOptions) {
  const { names, given, aliases, results, last } = options;
  const look = (ref: Ref): string => keyOf(resolve(ref, aliases));
  const total = new Map<string, number>();
  const lastUse = new Map<string, number>();
  const use = (key: string, at: number): void => {
    total.set(key, (total.get(key) ?? 0) + 1);
    lastUse.set(key, at);
  };
  steps.forEach((step, at) => {
    for (const ref of step.inputs) if (ref) use(look(ref), at);
  });
  for (const ref of results) use(look(ref), steps.length);
  const left = new Map(total);

  const variables = new Map<string, string>();
  const holders = new Map<string, string>();
  const hold = (key: string, name: string): void => {
    variables.set(key, name);
    holders.set(name, key);
  };
  const kept = new Set<string>();
  for (const [key, name] of given) {
    hold(key, name);
    if (options.keepGiven) kept.add(name);
  }
  const live = (name: string): boolean => {
    const key = holders.get(name);
    return key !== undefined && (left.get(key) ?? 0) > 0;
  };

  /** Where several shortcuts are open at once, each is called as the user called its layer. */
  const born = new Map<string, number>();
  steps.forEach((step, at) =>
    step.outputs.forEach((port) => born.set(keyOf({ node: step.node.id, port }), at)),
  );
  const shared = part.scope !== null ? [] : [...born].filter(([key]) => (total.get(key) ?? 0) > 1);
  const crowded = new Set<string>();
  // They stand in the order in which they are born, so that one is crowded by an older one that is needed longer, or by the
  // next.
  let longest = -1;
  shared.forEach(([key, from], at) => {
    const last = lastUse.get(key) ?? 0;
    const [, next = Infinity] = shared[at + 1] ?? [];
    if (longest > from || next < last) crowded.add(key);
    longest = Math.max(longest, last);
  });

  let branches = 0;
  const spare: string[] = [];
  const fresh = (fan: number, busy: ReadonlySet<string>): string => {
    if (fan < 3) {
      const known = ['y', 'z', ...spare.slice(0, MOST_SPARE)].find(
        (name) => !live(name) && !busy.has(name) && (holders.has(name) || !names.has(name)),
      );
      if (known !== undefined) {
        if (!holders.has(known)) names.take(known);
        return known;
      }
    }
    branches += 1;
    const name = names.take(`branch${branches}`);
    spare.push(name);
    return name;
  };

  const flows = new Map<string, Flow>();
  const end = results.length === 1 && results[0] ? look(results[0]) : null;
  steps.forEach((step) => {
    const keys = step.inputs.map((ref) => (ref ? look(ref) : null));
    const inputs = keys.map((key) => (key === null ? NOTHING : (variables.get(key) ?? NOTHING)));
    for (const key of keys) if (key !== null) left.set(key, (left.get(key) ?? 1) - 1);
    const [firstKey = null] = keys;
    const [first = NOTHING] = inputs;
    const fan = firstKey === null ? 1 : (total.get(firstKey) ?? 1);
    // What every copy of a block takes must last until the last of them.
    const busy = new Set(isRepeated(step) ? inputs.slice(step.outputs.length) : []);
    const spared = (name: string): boolean => kept.has(name) || live(name) || busy.has(name);
    const free = (name: string): boolean => name !== NOTHING && !spared(name) && holders.has(name);
    let copied: Flow['copied'] = null;

    const choose = (key: string): string => {
      if (step.when !== null) {
        if (free(first)) return first;
        const to = spared('x') ? fresh(1, busy) : 'x';
        copied = { to, from: first };
        return to;
      }
      if (key === end && last !== null && total.get(key) === 1 && step.outputs.length === 1) return last;
      if (crowded.has(key)) {
        const name = names.take(snakeCase(step.node.name, 'kept'));
        kept.add(name);
        return name;
      }
      if (inputs.length < 2 && fan >= 3) return fresh(fan, busy);
      if (inputs.length < 2 && free(first)) return first;
      if (!spared('x')) return 'x';
      return inputs.find(free) ?? fresh(1, busy);
    };

    let outputs: readonly string[];
    if (step.outputs.length === 1) {
      const key = keyOf({ node: step.node.id, port: step.outputs[0] ?? '' });
      const name = choose(key);
      hold(key, name);
      outputs = [name];
    } else {
      outputs = step.outputs.map((port, at) => {
        const key = keyOf({ node: step.node.id, port });
        // What no one reads still goes from one copy of a block into the next.
        if ((total.get(key) ?? 0) === 0 && !isRepeated(step)) return '_';
        const name = names.take(`part${at + 1}`);
        hold(key, name);
        return name;
      });
      if (step.when !== null) copied = { to: outputs.join(', '), from: outputs.map(() => first).join(', ') };
    }
    flows.set(step.node.id, { inputs, outputs, copied });
  });
  return {
    flowOf: (step: Step): Flow => flows.get(step.node.id) ?? { inputs: [], outputs: [], copied: null },
    variableOf: (ref: Ref): string => variables.get(look(ref)) ?? NOTHING,
    /** How often a value is asked for. */
    uses: (ref: Ref): number => total.get(look(ref)) ?? 0,
  };
}
