import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { emptyDocument, type ConvDocument } from '../graph/document';
import { parseDocument, serializeDocument } from './document-format';
import { FormatError } from './format-error';
import { openBytes } from './open';

const fixture = readFileSync(new URL('./fixtures/v2.cnn.json', import.meta.url), 'utf8');

type Json = Record<string, unknown>;
const raw = (): Json & { nodes: Json[]; edges: Json[]; definitions: Json } =>
  JSON.parse(fixture) as ReturnType<typeof raw>;

/** The sentence with which the changed fixture is refused, or "opened". */
function refusal(change: (document: ReturnType<typeof raw>) => void): string {
  const document = raw();
  change(document);
  try {
    parseDocument(JSON.stringify(document));
    return 'opened';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

const set = (target: unknown, key: string, value: unknown): void => {
  if (typeof target === 'object' && target !== null) Reflect.set(target, key, value);
};

describe('parseDocument', () => {
  it('opens a document that says only what it must', () => {
    const least = '{"format":"convcanvas","version":1,"name":"x","nodes":[],"edges":[]}';
    expect(parseDocument(least)).toEqual(emptyDocument('x'));
    expect(parseDocument(`\uFEFF${least}`)).toEqual(emptyDocument('x'));
  });

  it('names node and parameter where a value is out of range', () => {
    expect(refusal(({ nodes }) => set(nodes[1]?.['params'], 'filters', 0))).toBe(
      "The document can't be opened: the parameter filters of “conv1” (Conv2D) is wrong. Filters must be a whole number from 1 to 1,000,000; it is 0.",
    );
  });

  it('checks parameters inside blocks, and leaves expressions to the compiler', () => {
    const inner = (document: ReturnType<typeof raw>): unknown => {
      const definition: unknown = document.definitions['residual'];
      const { nodes } = definition as { nodes: readonly { params: unknown }[] };
      return nodes[0]?.params;
    };
    expect(refusal((document) => set(inner(document), 'padding', 'sane'))).toMatch(
      /the parameter padding of “conv” \(Conv2D\) in the block “Residual” is wrong\. .* it is "sane"\.$/,
    );
    expect(refusal((document) => set(inner(document), 'padding', { expr: 'nonsense(' }))).toBe('opened');
  });

  it.each([
    [
      'an unknown type',
      (d: ReturnType<typeof raw>) => set(d.nodes[1], 'type', 'Conv9D'),
      /“conv1” has the type “Conv9D”, which .* not know/,
    ],
    [
      'a type that every object has',
      (d: ReturnType<typeof raw>) => set(d.nodes[1], 'type', 'constructor'),
      /does not know/,
    ],
    [
      'duplicate ids',
      (d: ReturnType<typeof raw>) => set(d.nodes[1], 'id', 'input1'),
      /two nodes have the id “input1”/,
    ],
    [
      'an edge to nowhere',
      (d: ReturnType<typeof raw>) => set(d.edges[0], 'target', 'conv7'),
      /an edge from “input1” to “conv7” ends at “conv7”/,
    ],
    [
      'an edge from nowhere',
      (d: ReturnType<typeof raw>) => set(d.edges[0], 'source', 'gone'),
      /starts at “gone”, and there is no such node/,
    ],
    [
      'two edges into a port',
      (d: ReturnType<typeof raw>) => d.edges.push({ ...d.edges[0], source: 'flatten1' }),
      /two edges enter port “in” of “conv1”/,
    ],
    [
      'an unknown definition',
      (d: ReturnType<typeof raw>) => set(d.nodes[2], 'definition', 'toString'),
      /“toString”|must not be the name/,
    ],
    [
      'a block that says too little',
      (d: ReturnType<typeof raw>) => Reflect.deleteProperty(d.nodes[2] ?? {}, 'repeat'),
      /block “stage 1” must say its definition, args and repeat/,
    ],
    [
      'a slash in an id',
      (d: ReturnType<typeof raw>) => set(d.nodes[1], 'id', 'a/b'),
      /nodes\[1\]\.id must not contain/,
    ],
    [
      'an id that every object has',
      (d: ReturnType<typeof raw>) => set(d.nodes[1], 'id', 'constructor'),
      /nodes\[1\]\.id must not be/,
    ],
    [
      'a missing part',
      (d: ReturnType<typeof raw>) => Reflect.deleteProperty(d, 'edges'),
      /edges must be a list; it is missing/,
    ],
    [
      'a wrong kind',
      (d: ReturnType<typeof raw>) => set(d, 'nodes', 'none'),
      /nodes must be a list; it is "none"/,
    ],
    [
      'a wrong setting',
      (d: ReturnType<typeof raw>) => set(d['training'], 'optimizer', 'magic'),
      /training\.optimizer must be "adam" or "adamw" or "sgd" or "rmsprop"; it is "magic"/,
    ],
    [
      'settings out of range',
      (d: ReturnType<typeof raw>) => set(d['data'], 'validation', 2),
      /data\.validation must be at most 0\.9; it is 2/,
    ],
    ['another format', (d: ReturnType<typeof raw>) => set(d, 'format', 'other'), /not a ConvCanvas document/],
    ['a newer version', (d: ReturnType<typeof raw>) => set(d, 'version', 99), /newer version of ConvCanvas/],
    [
      'too many nodes',
      (d: ReturnType<typeof raw>) =>
        set(
          d,
          'nodes',
          Array.from({ length: 20_001 }, (_, i) => ({ ...d.nodes[0], id: `n${i}` })),
        ),
      /nodes must be at most 20000 entries long/,
    ],
    [
      'a lost block port',
      (d: ReturnType<typeof raw>) =>
        set(d.definitions['residual'], 'inputs', [{ name: 'in', node: 'gone', port: 'in' }]),
      /the port “in” in the block “Residual” stands for the node “gone”/,
    ],
  ])('refuses %s in a sentence', (_, change, sentence) => {
    const message = refusal(change);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/^[A-Z].*\.$/s);
  });

  it('refuses text that is no JSON, with the place', () => {
    expect(() => parseDocument('{"format": "convcanvas",\n oops}')).toThrow(
      /not valid JSON \(line 2, column 2\)/,
    );
    expect(() => parseDocument(fixture.slice(0, 900))).toThrow(FormatError);
    expect(() => parseDocument('')).toThrow(FormatError);
    expect(() => parseDocument('null')).toThrow(/not a ConvCanvas document/);
    expect(() => parseDocument('['.repeat(200_000) + ']'.repeat(200_000))).toThrow(FormatError);
    expect(() => parseDocument(' '.repeat(32 * 1024 * 1024 + 1))).toThrow(/too large/);
  });

  it('opens a document with a cycle: the compiler reports it', () => {
    expect(
      refusal(({ nodes, edges }) => {
        nodes.push(
          { id: 'a', type: 'Flatten', name: 'a', params: {} },
          { id: 'b', type: 'Flatten', name: 'b', params: {} },
        );
        edges.push(
          { source: 'a', sourcePort: 'out', target: 'b', targetPort: 'in' },
          { source: 'b', sourcePort: 'out', target: 'a', targetPort: 'in' },
        );
      }),
    ).toBe('opened');
  });

  it('keys called __proto__ change nothing', () => {
    const text = fixture.replaceAll('"filters": 6', '"filters": 6, "__proto__": {"polluted": true}');
    const document = parseDocument(
      text.replace('"version": 1', '"__proto__": {"polluted": 1}, "version": 1'),
    );
    expect(document).toEqual(parseDocument(fixture));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(document, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object(document.nodes[1]?.params), 'polluted')).toBeUndefined();
  });
});

describe('serializeDocument', () => {
  it('writes the frozen fixture as it is', () => {
    expect(serializeDocument(parseDocument(fixture))).toBe(fixture);
  });

  it('writes the same text whatever the order of keys', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, shuffled(inner)]),
      );
    };
    const document = parseDocument(JSON.stringify(shuffled(raw())));
    // Fields that we do not know keep the order that they have.
    expect(serializeDocument(document)).toBe(fixture);
  });

  it('a change of one number is a change of one line', () => {
    const before = serializeDocument(parseDocument(fixture)).split('\n');
    const document = parseDocument(fixture);
    const moved: ConvDocument = { ...document, layout: { ...document.layout, input1: { x: 5, y: 0 } } };
    const after = serializeDocument(moved).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      '    "input1": { "x": 5, "y": 0 }',
    ]);
  });

  it('an empty document survives the round trip', () => {
    expect(parseDocument(serializeDocument(emptyDocument()))).toEqual(emptyDocument());
  });
});

describe('mutated documents', () => {
  it('open or are refused in a sentence, never otherwise', async () => {
    const bytes = new TextEncoder().encode(fixture);
    const mutation = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255), remove: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        let mutated = [...bytes];
        for (const { at, byte, remove } of mutations) {
          mutated = [...mutated.slice(0, at), byte, ...mutated.slice(at + remove)];
        }
        try {
          const opened = await openBytes('x.cnn.json', Uint8Array.from(mutated));
          if (opened.kind === 'document') {
            expect(parseDocument(serializeDocument(opened.document))).toEqual(opened.document);
          }
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/^x\.cnn\.json: [A-Z“].*\.$/s);
        }
      }),
      { numRuns: atDepth(500, 2000) },
    );
  });

  it('with any value in any place open or are refused in a sentence', () => {
    const places: (readonly (string | number)[])[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      if (path.length > 0) places.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    };
    walk(raw(), []);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
        const document = raw();
        const parent = path
          .slice(0, -1)
          .reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), document);
        Reflect.set(Object(parent), path.at(-1) ?? '', value);
        try {
          const opened = parseDocument(JSON.stringify(document));
          expect(parseDocument(serializeDocument(opened))).toEqual(opened);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/^[A-Z].*\.$/s);
        }
      }),
      { numRuns: atDepth(500, 2000) },
    );
  });
});
