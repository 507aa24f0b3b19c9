/** Draws networks in code: every layer says what feeds it; definitions are drawn the same way. */
import {
  defaultData,
  defaultTraining,
  emptyDocument,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionParam,
  type DefinitionPort,
  type Edge,
  type Expression,
  type GraphNode,
} from '../shared/graph/document';
import { findLayer } from '../shared/layers/index';
import { defaultsOf } from '../shared/schema/fields';

/** What comes out of a layer, or into a definition. */
export interface Wire {
  /** Null stands for the definition's own input. */
  readonly node: string | null;
  readonly port: string;
}
type Params = Readonly<Record<string, unknown>>;
type Amount = number | Expression;

/** A parameter that is computed from the block's own and the copy's index `i`. */
export const expr = (text: string): Expression => ({ expr: text });

export interface Drawing {
  /** A layer; its name counts up from the layer's stem unless it is given. */
  layer(type: string, from: Wire | readonly Wire[], params?: Params, more?: More): Wire;
  block(definition: string, from: Wire, args: Params, more?: More & { readonly repeat?: Amount }): Wire;
}
interface More {
  readonly name?: string;
  /** Inside a definition: an expression; where it is false the layer lets its first input through. */
  readonly when?: string;
}

interface Ends {
  readonly nodes: GraphNode[];
  readonly edges: Edge[];
  readonly inputs: DefinitionPort[];
}

function drawing(): Drawing & Ends {
  const nodes: GraphNode[] = [];
  const edges: Edge[] = [];
  const inputs: DefinitionPort[] = [];
  const counters = new Map<string, number>();
  const nameOf = (stem: string): string => {
    const count = (counters.get(stem) ?? 0) + 1;
    counters.set(stem, count);
    return `${stem}${count}`;
  };
  const unused = (id: string): string => {
    if (nodes.some((node) => node.id === id)) throw new Error(`Two layers are called ${id}.`);
    return id;
  };
  const feed = (node: string, port: string, from: Wire): void => {
    if (from.node === null) inputs.push({ name: from.port, node, port });
    else edges.push({ source: from.node, sourcePort: from.port, target: node, targetPort: port });
  };
  return {
    nodes,
    edges,
    inputs,
    layer(type, from, params = {}, { name, when } = {}) {
      const layer = findLayer(type);
      if (!layer) throw new Error(`There is no layer ${type}.`);
      const id = unused(name ?? nameOf(layer.stem));
      const own = { ...defaultsOf(layer.params), ...params };
      nodes.push({ id, type, name: id, params: own, ...(when !== undefined && { when: expr(when) }) });
      const ports = layer.ports(own);
      const wires = Array.isArray(from) ? (from as readonly Wire[]) : [from as Wire];
      wires.forEach((wire, i) =>
        feed(
          id,
          'variadic' in ports.inputs ? `${ports.inputs.variadic}:${i}` : (ports.inputs[i] ?? 'in'),
          wire,
        ),
      );
      return { node: id, port: ports.outputs[0] ?? 'out' };
    },
    block(definition, from, args, { name, when, repeat = 1 } = {}) {
      const id = unused(name ?? nameOf('block'));
      const node: BlockNode = {
        id,
        type: 'Block',
        name: id,
        params: {},
        definition,
        args,
        repeat,
        ...(when !== undefined && { when: expr(when) }),
      };
      nodes.push(node);
      feed(id, 'in', from);
      return { node: id, port: 'out' };
    },
  };
}

/** A block with one input and one output. */
export function definition(
  name: string,
  params: Readonly<Record<string, DefinitionParam['default'] | Omit<DefinitionParam, 'name'>>>,
  draw: (drawing: Drawing, input: Wire) => Wire,
): Definition {
  const drawn = drawing();
  const end = draw(drawn, { node: null, port: 'in' });
  return {
    name,
    params: Object.entries(params).map(([each, value]) =>
      typeof value === 'object' ? { name: each, ...value } : { name: each, default: value },
    ),
    nodes: drawn.nodes,
    edges: drawn.edges,
    inputs: drawn.inputs,
    outputs: [{ name: 'out', node: end.node ?? '', port: end.port }],
  };
}

/** A whole network from its input to its output. */
export function network(
  name: string,
  description: string,
  shape: readonly number[],
  definitions: Readonly<Record<string, Definition>>,
  draw: (drawing: Drawing, input: Wire) => Wire,
): ConvDocument {
  const drawn = drawing();
  const input = drawn.layer('Input', [], { shape }, { name: 'input' });
  drawn.layer('Output', draw(drawn, input), {}, { name: 'output' });
  return {
    ...emptyDocument(name),
    description,
    nodes: drawn.nodes,
    edges: drawn.edges,
    definitions,
    data: defaultData,
    training: defaultTraining,
  };
}

// ---- What parameters of blocks say of themselves.

export const filtersParam = (value: number, help = 'How many channels leave it.') =>
  ({ default: value, label: 'Filters', help, min: 1 }) as const;
export const strideParam = {
  default: 1,
  label: 'Stride',
  help: 'Of the first copy: 2 halves height and width.',
  min: 1,
  max: 4,
} as const;
export const sizeParam = {
  default: 3,
  label: 'Size',
  help: 'Of the window, an odd number: 3 is 3×3.',
  min: 1,
  max: 15,
} as const;

// ---- Layers as torchvision and the papers write them.

export const square = (p: number): readonly number[] => [p, p, p, p];

interface Conv {
  readonly filters: Amount;
  readonly size: Amount | readonly [Amount, Amount];
  readonly stride?: Amount;
  /** On all sides, or [rows, columns]; "same" is Keras'. */
  readonly padding?: Amount | readonly [Amount, Amount] | 'same';
  readonly bias?: boolean;
  readonly groups?: Amount;
}
const isPair = (value: unknown): value is readonly [Amount, Amount] => Array.isArray(value);

export function conv(g: Drawing, x: Wire, given: Conv, more: More = {}): Wire {
  const { filters, size, stride = 1, padding = 0, bias = true, groups = 1 } = given;
  const [rows, columns] = isPair(padding) ? padding : [padding, padding];
  return g.layer(
    'Conv2D',
    x,
    {
      filters,
      kernelSize: isPair(size) ? size : [size, size],
      strides: [stride, stride],
      padding: padding === 'same' ? 'same' : [rows, rows, columns, columns],
      groups,
      useBias: bias,
      kernelInitializer: 'heNormal',
    },
    more,
  );
}

export const activate = (g: Drawing, x: Wire, activation = 'relu', more: More = {}): Wire =>
  g.layer('Activation', x, { activation }, more);

/** PyTorch's batch norm: epsilon 0.00001, momentum 0.1 counted its way. */
export const norm = (g: Drawing, x: Wire, epsilon = 1e-5, more: More = {}): Wire =>
  g.layer('BatchNormalization', x, { momentum: 0.9, epsilon }, more);

export const convNorm = (
  g: Drawing,
  x: Wire,
  given: Conv,
  activation: string | null = 'relu',
  epsilon = 1e-5,
): Wire => {
  const y = norm(g, conv(g, x, { ...given, bias: false }), epsilon);
  return activation === null ? y : activate(g, y, activation);
};

export const maxPool = (
  g: Drawing,
  x: Wire,
  size: number,
  stride: number,
  padding = 0,
  ceilMode = false,
): Wire =>
  g.layer('MaxPooling2D', x, {
    poolSize: [size, size],
    strides: [stride, stride],
    padding: padding === 0 ? 'valid' : square(padding),
    ceilMode,
  });

export const dense = (g: Drawing, x: Wire, units: number): Wire => g.layer('Dense', x, { units });
export const dropout = (g: Drawing, x: Wire, rate: number): Wire => g.layer('Dropout', x, { rate });
export const globalPool = (g: Drawing, x: Wire): Wire => g.layer('GlobalAveragePooling2D', x);
