/** What is known of one part while its code is written: its names, and arguments that it turned out to need. */
import type { Instance } from '../../compiler/instance';
import type { Argument } from '../../layers/support/emission';
import { createNames, snakeCase, type Names } from './python-text';
import type { Part } from './parts';
import type { Framework } from './framework';
import { keyOf, type Ref } from './ref';

export interface Extra {
  readonly name: string;
  readonly values: ReadonlyMap<Instance, Argument>;
}

export interface PartContext {
  readonly framework: Framework;
  readonly part: Part;
  /** Parameters, extra arguments and local variables. */
  readonly names: Names;
  /** What a parameter of the block, or the copy's index, is called in Python. */
  readonly nameOf: (param: string) => string;
  /** In the order in which they were needed. Not all need be used in the end. */
  readonly extras: readonly Extra[];
  /** An argument that holds what can't be told otherwise. `fallback` is for copies that never look at it. */
  extra(wanted: string, values: ReadonlyMap<Instance, Argument>, fallback: Argument): string;
  /** The size of the last axis of a value, as a text; null where it can't be told. */
  sizeOf(ref: Ref): string | null;
  setSize(ref: Ref, text: string | null): void;
}

/** The index of a copy, in expressions and in the code. */
export const INDEX = 'i';

/** `outer` has the names of the program around it. */
export function createContext(framework: Framework, part: Part, outer: Names): PartContext {
  const names = createNames({ outer });
  const params = new Map<string, string>();
  for (const { name } of part.params) params.set(name, names.take(name));
  if (part.scope !== null && !params.has(INDEX)) params.set(INDEX, names.take(INDEX));
  const extras: Extra[] = [];
  const sizes = new Map<string, string | null>();
  return {
    framework,
    part,
    names,
    extras,
    nameOf: (param) => params.get(param) ?? param,
    extra(wanted, given, fallback) {
      // Null is a value, too: Python's None.
      const valueOf = (instance: Instance): Argument => {
        const value = given.get(instance);
        return value === undefined ? fallback : value;
      };
      const values = new Map(part.instances.map((instance) => [instance, valueOf(instance)]));
      const equal = extras.find(
        (extra) =>
          extra.name.startsWith(wanted) &&
          part.instances.every(
            (instance) => JSON.stringify(extra.values.get(instance)) === JSON.stringify(values.get(instance)),
          ),
      );
      if (equal) return equal.name;
      const name = names.take(snakeCase(wanted, 'value'));
      extras.push({ name, values });
      return name;
    },
    sizeOf: (ref) => sizes.get(keyOf(ref)) ?? null,
    setSize: (ref, text) => void sizes.set(keyOf(ref), text),
  };
}
