/** Changes to JSON that keep it JSON: what a mistaken program writes, or a hostile one. */
import type { Random } from './random';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Holder = Json[] | { [key: string]: Json };

interface Spot {
  readonly holder: Holder;
  readonly key: string | number;
}

const isHolder = (value: Json): value is Holder => typeof value === 'object' && value !== null;
const at = ({ holder, key }: Spot): Json => Reflect.get(holder, key) as Json;
const put = ({ holder, key }: Spot, value: Json): void => {
  // As `JSON.parse` does it: `__proto__` becomes a key like any other.
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
};

function spots(root: Json): Spot[] {
  const found: Spot[] = [];
  const look = (value: Json): void => {
    if (!isHolder(value)) return;
    for (const key of Object.keys(value)) {
      const spot = { holder: value, key: Array.isArray(value) ? Number(key) : key };
      found.push(spot);
      look(at(spot));
    }
  };
  look(root);
  return found;
}

/** What an earlier change has taken out is null. */
const copyOf = (value: Json | undefined): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

function nested(depth: number, random: Random): Json {
  const asList = random.chance(0.5);
  let value: Json = 0;
  for (let i = 0; i < depth; i += 1) value = asList ? [value] : { a: value };
  return value;
}

const NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e21,
  20_001,
  1_000_000,
  10_000,
];
const WORDS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'Block',
  'Conv2D',
  'Conv9D',
  '../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  'file:///etc/passwd',
  '\u0000',
  '\u202e',
  '💥'.repeat(100),
  'x'.repeat(20_000),
  'NaN',
];
const EXPRESSIONS = [
  '1 / 0',
  'i ? i : i',
  `${'('.repeat(300)}1${')'.repeat(300)}`,
  `${'-'.repeat(900)}1`,
  '9'.repeat(900),
  'constructor.constructor("return 1")()',
  'i == 0 ? 2 : ',
  Array.from({ length: 200 }, () => '1?2').join(':'),
];

function strange(random: Random): Json {
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(NUMBERS);
    case 2:
    case 3:
      return random.pick(WORDS);
    case 4:
      return random.pick([null, true, false, [], {}]);
    case 5:
      return nested(random.pick([3, 63, 70, 2_000]), random);
    case 6:
      return { expr: random.pick(EXPRESSIONS) };
    default:
      return Array.from({ length: random.pick([2, 17, 3_000]) }, () => random.pick(NUMBERS));
  }
}

/** What makes objects something else where they are copied carelessly. */
const POLLUTION = ['__proto__', 'constructor', 'prototype'];

const changes: readonly ((root: Json, all: readonly Spot[], random: Random) => void)[] = [
  (_root, all, random) => put(random.pick(all), strange(random)),
  (_root, all, random) => {
    const { holder, key } = random.pick(all);
    // A list may have got a `constructor` of its own, at which `splice` stumbles.
    if (Array.isArray(holder)) {
      holder.copyWithin(Number(key), Number(key) + 1);
      // An earlier change may have emptied it.
      holder.length = Math.max(0, holder.length - 1);
    } else Reflect.deleteProperty(holder, key);
  },
  // One part in the place of another: ids twice, edges in circles, blocks that hold themselves.
  (_root, all, random) => put(random.pick(all), copyOf(at(random.pick(all)))),
  (_root, all, random) => {
    const named = all.filter(({ key }) =>
      ['id', 'source', 'target', 'definition', 'node', 'type', 'port'].includes(String(key)),
    );
    if (named.length > 1) put(random.pick(named), copyOf(at(random.pick(named))));
  },
  (_root, all, random) => {
    const numbers = all.filter((spot) => typeof at(spot) === 'number');
    if (numbers.length > 0) put(random.pick(numbers), random.pick(NUMBERS));
  },
  (_root, all, random) => {
    const lists = all.map(at).filter((value) => Array.isArray(value));
    if (lists.length === 0) return;
    const list = random.pick(lists);
    if (list.length === 0 || list.length > 500) return;
    const times = random.pick([1, 1, 2, 40]);
    for (let i = 0; i < times; i += 1) list.push(copyOf(random.pick(list)));
  },
  (_root, all, random) => {
    const objects = all.map(at).filter(isHolder);
    if (objects.length === 0) return;
    const key = random.pick(POLLUTION);
    put(
      { holder: random.pick(objects), key },
      random.pick<Json>([{ polluted: true }, { polluted: { polluted: 1 } }, 'x', null]),
    );
  },
  (_root, all, random) => {
    const repeats = all.filter(({ key }) => key === 'repeat' || key === 'filters' || key === 'units');
    for (const spot of repeats) put(spot, random.pick(NUMBERS));
  },
];

/** A changed copy. */
export function mutateJson(text: string, random: Random): string {
  const root = JSON.parse(text) as Json;
  const times = random.pick([1, 1, 1, 2, 4]);
  for (let i = 0; i < times; i += 1) {
    const all = spots(root);
    if (all.length === 0) break;
    random.pick(changes)(root, all, random);
  }
  return JSON.stringify(root);
}
