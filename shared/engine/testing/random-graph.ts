/**
 * Random networks that compile without an error. Layers are drawn from what they declare, put where the compiler accepts
 * them, and mended by the fixes that it offers; nothing here knows a layer by its type.
 */
import { createCompiler } from '../../compiler/compile';
import { expand } from '../../compiler/expand';
import { applyEdits } from '../../graph/apply';
import { newNode } from '../../graph/create';
import {
  emptyDocument,
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type Expression,
  type GraphNode,
  type NodeId,
} from '../../graph/document';
import { outputPorts } from '../../graph/ports';
import type { KnownShape } from '../../layers/shape';
import type { Layer, Role } from '../../layers/define';
import { isKnown } from '../../layers/shape';
import { layers as catalogue } from '../../layers/index';
import { defaultsOf, type Field } from '../../schema/fields';
import type { Chance } from './chance';
import type { Reach } from './reach';

interface Wire {
  readonly node: NodeId;
  readonly port: string;
}

/** A network that grows. */
interface Draft {
  readonly document: ConvDocument;
  /** What nothing uses yet. */
  readonly open: readonly Wire[];
}

interface Options {
  readonly chance: Chance;
  /** What it has reached is drawn less often. */
  readonly reach: Reach;
  /** Whether layers may be in it that can't be run. */
  readonly drawnOnly?: boolean;
}

/** Tensors stay so small that thousands of networks run in a minute. */
const MOST = { layers: 60, activations: 4_000, macs: 300_000, weights: 30_000 };
const DEEPEST = 3;
const MOST_FIXES = 4;

const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

/** Grows one network from its inputs to its outputs. */
export function randomGraph({ chance, reach, drawnOnly = false }: Options): ConvDocument {
  const compiler = createCompiler();
  const withRole = (role: Role): Layer => {
    const layer = catalogue.find((each) => each.role === role);
    if (!layer) throw new Error(`No layer is an ${role}.`);
    return layer;
  };
  const [inputLayer, outputLayer, blockLayer] = [withRole('input'), withRole('output'), withRole('block')];
  const ends = new Set<Layer>([inputLayer, outputLayer, blockLayer]);
  const inner = catalogue.filter(
    (layer) => !ends.has(layer) && (drawnOnly || layer.notExecutable === undefined),
  );
  const merges = inner.filter(({ role }) => role === 'merge');
  const rarity = (layer: Layer): number => 1 / (0.2 + reach.ofLayer(layer));

  /** The draft after a step, or before it where the step failed, made it too large or left something that leads nowhere. */
  const accepted = (next: Draft | null, before: Draft): Draft => {
    if (!next) return before;
    const { layers, totals, diagnostics } = compiler.compile(next.document);
    const { blockOutputs } = expand(next.document);
    const open = next.open.map(({ node, port }) => blockOutputs.get(`${node}:${port}`)?.id ?? node);
    const loose = diagnostics.some(
      ({ code, nodeId }) => code === 'dead-end' && !(nodeId !== null && open.includes(nodeId)),
    );
    const small =
      layers.length <= MOST.layers &&
      layers.every(({ activations }) => activations <= MOST.activations) &&
      totals.macs <= MOST.macs &&
      totals.trainable + totals.nonTrainable <= MOST.weights;
    return small && !loose ? next : before;
  };

  /** With the compiler's own fixes until it finds no error; null where it can't be mended. */
  function mended(document: ConvDocument): ConvDocument | null {
    let current = document;
    for (let fixes = 0; ; fixes += 1) {
      const compiled = compiler.compile(current);
      const error = compiled.diagnostics.find(({ severity }) => severity === 'error');
      if (!error) return current;
      const fix = chance.pick(error.fixes);
      if (!fix || fixes === MOST_FIXES) return null;
      current = applyEdits(current, fix.edits);
    }
  }

  const shapeOf = (document: ConvDocument, { node, port }: Wire): KnownShape => {
    const shape = compiler.compile(document).shapeAt(node, port);
    if (!shape || !isKnown(shape)) throw new Error(`The shape at ${node} is not known.`);
    return shape;
  };

  /** The layer's parameters; `shape` is what enters, so that lists can be as long as it has channels. */
  function paramsFor(layer: Layer, shape: KnownShape | null): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(layer.params).map(([name, field]) => {
        const off = chance.happens(reach.ofParam(layer, name) < 1 ? 0.8 : 0.5);
        return [name, off ? valueOf(field, shape, chance) : field.default];
      }),
    );
  }

  const wiresOf = ({ document }: Draft): readonly Wire[] =>
    document.nodes.flatMap((node) => outputPorts(document, node).map((port) => ({ node: node.id, port })));

  /** The node behind the wires, one for each of its inputs; what it gives is open now. */
  function attached(
    { document, open }: Draft,
    node: GraphNode,
    ports: readonly string[],
    wires: readonly Wire[],
  ) {
    const next = mended(
      applyEdits(document, [
        { edit: 'addNode', node },
        ...wires.map((wire, i) => ({
          edit: 'connect' as const,
          edge: { source: wire.node, sourcePort: wire.port, target: node.id, targetPort: ports[i] ?? '' },
        })),
      ]),
    );
    if (!next) return null;
    const own = next.nodes.find(({ id }) => id === node.id) ?? node;
    const given = outputPorts(next, own).map((port) => ({ node: node.id, port }));
    const left = open.filter(
      (wire) => !wires.some((used) => used.node === wire.node && used.port === wire.port),
    );
    return { document: next, open: [...left, ...given] };
  }

  function withLayer(draft: Draft, layer: Layer, wires: readonly Wire[]): Draft | null {
    const { document } = draft;
    const [first] = wires;
    const params = paramsFor(layer, first ? shapeOf(document, first) : null);
    const { inputs } = layer.ports(params);
    const ports = 'variadic' in inputs ? wires.map((_, i) => `${inputs.variadic}:${i}`) : inputs;
    return attached(draft, newNode(document, layer, params), ports, wires.slice(0, ports.length));
  }

  /** Where to go on: mostly at the last open end, else at a branch; at pictures rather than at vectors, as most layers do. */
  function tip(draft: Draft): Wire | undefined {
    const last = draft.open.at(-1);
    const vector = last !== undefined && shapeOf(draft.document, last).length < 3;
    if (last && chance.happens(vector ? 0.4 : 0.85)) return last;
    return chance.pick([...draft.open, ...wiresOf(draft)], (wire) =>
      shapeOf(draft.document, wire).length < 3 ? 1 : 5,
    );
  }

  function withAnyLayer(draft: Draft): Draft | null {
    const layer = chance.pick(inner, rarity);
    const first = tip(draft);
    if (!layer || !first) return null;
    const { inputs } = layer.ports(defaultsOf(layer.params));
    const count = 'variadic' in inputs ? chance.between(inputs.min, inputs.min + 1) : inputs.length;
    const others = Array.from({ length: count - 1 }, () => {
      const open = draft.open.filter(({ node }) => node !== first.node);
      return chance.pick(open.length > 0 && chance.happens(0.7) ? open : wiresOf(draft)) ?? first;
    });
    return withLayer(draft, layer, [first, ...others]);
  }

  /** Grows by so many steps; those that fit nowhere are left out. */
  function grown(start: Draft, steps: number, depth: number): Draft {
    let draft = start;
    for (let step = 0; step < steps; step += 1) {
      const block = depth < DEEPEST && chance.happens(depth === 0 ? 0.12 : 0.15);
      draft = accepted(block ? withBlock(draft, depth) : withAnyLayer(draft), draft);
    }
    return draft;
  }

  /** Joins open ends where a join can be mended to fit. */
  function joined(start: Draft): Draft {
    let draft = start;
    for (let attempt = 0; attempt < 6 && draft.open.length > 1; attempt += 1) {
      const layer = chance.pick(merges, rarity);
      if (layer) draft = accepted(withLayer(draft, layer, draft.open.slice(-chance.between(2, 3))), draft);
    }
    return draft;
  }

  const start = (shapes: readonly KnownShape[], from: ConvDocument): Draft =>
    shapes.reduce<Draft>(
      ({ document, open }, shape) => {
        const node = newNode(document, inputLayer, { shape });
        return {
          document: applyEdits(document, [{ edit: 'addNode', node }]),
          open: [...open, ...outputPorts(document, node).map((port) => ({ node: node.id, port }))],
        };
      },
      { document: from, open: [] },
    );

  function withBlock(draft: Draft, depth: number): Draft | null {
    const { document } = draft;
    const first = tip(draft);
    if (!first) return null;
    const known = chance.happens(0.25) ? chance.pick(Object.keys(document.definitions)) : undefined;
    const second = chance.happens(0.2) ? chance.pick(wiresOf(draft)) : undefined;
    const wires = second ? [first, second] : [first];
    let [id, definitions] = [known, document.definitions];
    if (id === undefined) {
      // Its inside grows as a network of its own, whose inputs then become the block's.
      const shapes = wires.map((wire) => shapeOf(document, wire));
      const empty = { ...emptyDocument(), definitions };
      const body = joined(grown(start(shapes, empty), chance.between(2, 5), depth + 1));
      const drawn = definitionOf(body.document, body.open, inputLayer);
      if (!drawn) return null;
      id = `part${Object.keys(body.document.definitions).length + 1}`;
      definitions = { ...body.document.definitions, [id]: { ...drawn, name: id } };
    }
    const plain = definitions[id];
    if (!plain) return null;
    const free = known === undefined && chance.happens(0.8) ? withParams(plain, chance) : plain;
    const repeat = chance.happens(0.6) ? chance.between(2, 3) : 1;
    const tries: readonly (readonly [Definition, number])[] = [
      [free, repeat],
      [free, 1],
      [plain, repeat],
      [plain, 1],
    ];
    for (const [definition, times] of tries) {
      const args = Object.fromEntries(
        definition.params
          .filter(() => chance.happens(0.5))
          .map(({ name, default: value }) => [
            name,
            typeof value === 'number' && chance.happens(0.5)
              ? Math.abs(value + chance.between(-1, 2))
              : value,
          ]),
      );
      const node: BlockNode = {
        ...newNode(document, blockLayer),
        type: 'Block',
        params: {},
        definition: id,
        args,
        repeat: times,
      };
      const ports = [...new Set(definition.inputs.map(({ name }) => name))];
      const given = ports.map((_, i) => wires[i] ?? first);
      const holding = {
        ...draft,
        document: { ...document, definitions: { ...definitions, [id]: definition } },
      };
      const next = attached(holding, node, ports, given);
      if (next) return next;
    }
    return null;
  }

  const inputs = Array.from({ length: chance.happens(0.15) ? 2 : 1 }, () => inputShape(chance));
  let draft = grown(start(inputs, emptyDocument('Random')), chance.between(6, 14), 0);
  draft = joined(draft);
  for (const wire of draft.open) {
    for (let attempt = 0; ; attempt += 1) {
      const next = withLayer(draft, outputLayer, [wire]);
      if (next) {
        draft = next;
        break;
      }
      if (attempt === 20) throw new Error(`No output fits behind ${wire.node}.`);
    }
  }
  return draft.document;
}

function inputShape(chance: Chance): KnownShape {
  if (chance.happens(0.1)) return [chance.between(2, 12)];
  const height = chance.between(5, 13);
  return [height, chance.happens(0.4) ? height : chance.between(5, 13), chance.between(1, 4)];
}

/** A value that the field allows. `shape`: what enters the layer. */
function valueOf(field: Field<unknown>, shape: KnownShape | null, chance: Chance): unknown {
  const { widget } = field;
  switch (widget.kind) {
    case 'integer': {
      const min = widget.min ?? 1;
      return chance.between(min, Math.min(widget.max ?? min + 5, min + 5));
    }
    case 'number': {
      const min = widget.min ?? 0;
      const max = Math.min(widget.max ?? min + 2, min + 2);
      return chance.pick([min, max, min + (max - min) * chance.fraction()]);
    }
    case 'share':
      return widget.min + (widget.max - widget.min) * chance.fraction();
    case 'limit':
      return chance.happens(0.5) ? null : chance.between(1, widget.first);
    case 'pair':
      return [0, 1].map(() => chance.between(widget.min, Math.min(widget.max, 3)));
    case 'toggle':
      return field.default !== true;
    case 'choice':
      return chance.pick(widget.options.map(({ value }) => value));
    case 'padding':
      return chance.happens(0.5)
        ? chance.pick(['valid', 'same'])
        : Array.from({ length: 4 }, () => chance.between(0, 2));
    case 'shape':
      return shape === null ? inputShape(chance) : rearranged(shape, chance);
    case 'numbers':
      return list(shape, chance, () => 0.1 + 2 * chance.fraction());
    case 'names':
      return list(shape, chance, (i) => `name ${i + 1}`);
    case 'text':
      return String(chance.between(1, 9));
  }
}

/** One entry, or one for each channel. */
function list<T>(shape: KnownShape | null, chance: Chance, entry: (i: number) => T): readonly T[] {
  const length = chance.happens(0.3) ? 1 : (shape?.at(-1) ?? 1);
  return Array.from({ length }, (_, i) => entry(i));
}

/** Another shape with as many values. */
function rearranged(shape: KnownShape, chance: Chance): KnownShape {
  const size = sizeOf(shape);
  if (chance.happens(0.2)) return [size];
  const divisor = (n: number): number =>
    chance.pick(Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0)) ?? 1;
  const height = divisor(size);
  const width = divisor(size / height);
  return [height, width, size / height / width];
}

/** A network with its inputs as a block's, and its open ends as the block's outputs; null where there is nothing between. */
function definitionOf(document: ConvDocument, open: readonly Wire[], inputLayer: Layer): Definition | null {
  const inputs = document.nodes.filter(({ type }) => type === inputLayer.type).map(({ id }) => id);
  if (open.some(({ node }) => inputs.includes(node))) return null;
  const isInner = (id: NodeId): boolean => !inputs.includes(id);
  return {
    name: '',
    params: [],
    nodes: document.nodes.filter(({ id }) => isInner(id)),
    edges: document.edges.filter(({ source }) => isInner(source)),
    // By position: the outputs of a copy feed the inputs of the next.
    inputs: inputs.flatMap((id) =>
      document.edges
        .filter(({ source }) => source === id)
        .map(({ target, targetPort }) => ({ name: id, node: target, port: targetPort })),
    ),
    outputs: open.map((wire, i) => ({ ...wire, name: `out${i + 1}` })),
  };
}

/** Puts some of its numbers, texts and switches into parameters of the block, and makes some nodes conditional. */
function withParams(definition: Definition, chance: Chance): Definition {
  const params: Definition['params'][number][] = [];
  const expression = (value: unknown, often: number): unknown => {
    if (Array.isArray(value)) return value.map((part: unknown) => expression(part, often));
    const literal = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    if (!literal || !chance.happens(often)) return value;
    const name = `p${params.length + 1}`;
    params.push({ name, default: value });
    return { expr: typeof value === 'number' ? chance.pick(formulas(name, value)) : name };
  };
  const every = (values: GraphNode['params']): GraphNode['params'] =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expression(value, 0.15)]));
  const nodes = definition.nodes.map((node): GraphNode => {
    const when = chance.happens(0.15) ? { when: { expr: chance.pick(conditions) ?? 'true' } } : {};
    if (!isBlock(node)) return { ...node, params: every(node.params), ...when };
    const repeat = expression(node.repeat, 0.3) as number | Expression;
    return { ...node, args: every(node.args), repeat, ...when };
  });
  return { ...definition, nodes, params };
}

const conditions = ['i > 0', 'i % 2 == 0', 'i < 2 && !(i == 1)'];
const formulas = (name: string, value: number): readonly string[] => [
  name,
  `${name} + i`,
  `max(${name} - i, ${Math.min(value, 1)})`,
  `i == 0 ? ${name} : ${name} + 1`,
  `floor(${name} * (i + 2) / 2)`,
];
