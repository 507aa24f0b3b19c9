/**
 * What expanding blocks costs, in steps that take a machine about as long each. A document of a thousand characters can
 * ask for more copies than there are atoms, so all that is entered is counted before it is entered: nodes, copies,
 * connections, ports, arguments, and what an expression is made of.
 */
import { type BlockNode, type Definition, isExpression, type ParamValue } from './document';

/** Beyond this a document is a mistake, such as a repeat inside a repeat inside a repeat. */
export const MOST_LAYERS = 20_000;
/** Of one expansion. A network of as many layers as there may be, each with parameters that are computed, takes a third. */
export const MOST_STEPS = 3_000_000;

const NODE = 10;
const COPY = 20;
/** A sentence with its fixes. */
export const PROBLEM_STEPS = 200;
/** Characters of text that take as long as a step. */
const CHARACTERS = 4;

const textSteps = (length: number): number => Math.ceil(length / CHARACTERS);

/** Of a value that is computed or copied: known without reading it, so that an expression need not be parsed for it. */
function valueSteps(value: ParamValue): number {
  if (isExpression(value)) return 2 + textSteps(value.expr.length);
  if (typeof value === 'string') return 1 + textSteps(value.length);
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 1;
  for (const each of Object.values(value as Readonly<Record<string, ParamValue>>)) sum += valueSteps(each);
  return sum;
}

const known = new WeakMap<object, number>();

/** Of a layer's parameters or a block's arguments, which are asked for again in every copy. */
export function valuesSteps(values: Readonly<Record<string, ParamValue>>): number {
  let steps = known.get(values);
  if (steps === undefined) known.set(values, (steps = valueSteps(values)));
  return steps;
}

/** Of any node, with the path that is written before its id, and of whether it is there. */
export const nodeSteps = (prefix: string, when?: BlockNode['when']): number =>
  NODE + textSteps(prefix.length) + (when ? valueSteps(when) : 0);

/** Of a block, without its copies. */
export const blockSteps = ({ args, repeat }: BlockNode, { params, inputs, outputs }: Definition): number =>
  valuesSteps(args) + valueSteps(repeat) + params.length + inputs.length + outputs.length;

/** Of what is computed for each copy before it is entered. */
export const argumentSteps = ({ args }: BlockNode, { params }: Definition): number =>
  valuesSteps(args) + 2 * params.length;

/** Of one copy: the connections of what is in it. Its nodes are counted as they are entered. */
export const copySteps = ({ edges, inputs, outputs }: Definition): number =>
  COPY + 2 * (edges.length + inputs.length + outputs.length);
