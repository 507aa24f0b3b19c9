/** What the writers of both frameworks share: what each layer became, and the words around it. */
import type { CompiledLayer } from '../../compiler/compiled';
import { findLayer } from '../../layers/index';
import { isKnown, type KnownShape } from '../../layers/shape';
import type { CodeLine, Lines, Origin } from './code-lines';
import { setBlockSizes } from './block-call';
import type { PartContext } from './part-context';
import { mergeLayer, type Merged, type MergedLayer } from './merge';
import type { CodeStep, Part, Parts, Step } from './parts';
import type { Ref } from './ref';
import { commentText, pythonString } from './python-text';
import { toPython } from './python-expression';
import { aroundOne } from './torch-drawers';

export interface CodeProblem {
  readonly origin: Origin;
  readonly message: string;
}

export interface Piece {
  readonly step: Step;
  /** The step's own, and those of layers that became part of it. */
  readonly origins: readonly Origin[];
  /** Null for blocks. */
  readonly merged: Merged | null;
}

/** Every step of a part, told for all its copies. Block sizes are followed in the same pass, since layers ask for them. */
export function piecesOf(context: PartContext, parts: Parts): readonly Piece[] {
  const { part } = context;
  return part.steps.map((step): Piece => {
    const origins = [{ scope: part.scope, node: step.node.id }];
    if (step.kind === 'layer') return { step, origins, merged: mergeLayer(step, context, parts) };
    setBlockSizes(step, context, parts);
    return { step, origins, merged: null };
  });
}

/** Layers that hand their input on as it is, and so leave no trace in the code. */
export function aliasesOf(pieces: readonly Piece[]): ReadonlyMap<string, Ref> {
  const aliases = new Map<string, Ref>();
  for (const { step, merged } of pieces) {
    const [first] = step.inputs;
    if (merged?.kind === 'steps' && merged.steps.length === 0 && first) aliases.set(step.node.id, first);
  }
  return aliases;
}

export const isOutput = ({ step }: Piece): boolean =>
  step.kind === 'layer' && findLayer(step.node.type)?.role === 'output';

/** What the network gives: what goes into its Output layers, or all loose ends while there is none. */
export function resultsOf(part: Part, pieces: readonly Piece[]): readonly Ref[] {
  if (part.scope !== null) return part.outputs.flatMap((ref) => ref ?? []);
  const outputs = pieces.filter(isOutput);
  if (outputs.length > 0) return outputs.flatMap(({ step }) => step.inputs.flatMap((ref) => ref ?? []));
  const read = new Set(pieces.flatMap(({ step }) => step.inputs.flatMap((ref) => ref?.node ?? [])));
  return pieces.flatMap(({ step }) => {
    const [port] = step.outputs;
    return port === undefined || read.has(step.node.id) ? [] : [{ node: step.node.id, port }];
  });
}

export const sizeText = (shape: KnownShape): string => shape.join('×');

/** Where the name is the user's own, and not counted up from the layer's kind. */
export function ownName({ step: { node } }: Piece): string | null {
  const layer = findLayer(node.type);
  // A run of digits is tried from its beginning only, or long ones would take time by the square.
  const base = node.name.replace(/(?:[ _-]|(?<!\d))\d*$/, '').toLowerCase();
  const aliases = layer?.role === 'activation' ? layer.aliases : [];
  const usual = [layer?.stem, node.type, layer?.label, 'input', 'output', 'x', ...aliases];
  // Also those called after what they do: tanh1.
  const chosen = Object.values(node.params).filter((value) => typeof value === 'string');
  const counted = [...usual, ...chosen].some((word) => word?.toLowerCase() === base);
  return base === '' || counted ? null : commentText(node.name);
}

/** The first copy of a layer, for what is the same in all. */
export const layerOf = ({ step }: Piece): CompiledLayer | null =>
  step.kind === 'layer' ? (step.samples[0]?.layer ?? null) : null;

/** The shape after a layer of the network itself, where it is known. */
export function shapeAfter(piece: Piece): KnownShape | null {
  const [shape] = layerOf(piece)?.outputShapes ?? [];
  return shape && isKnown(shape) ? shape : null;
}

/** The same for a block. */
export function shapeGiven({ step }: Piece, { part }: PartContext, parts: Parts): KnownShape | null {
  const [instance] = part.instances;
  const [port] = step.outputs;
  return instance && port !== undefined ? parts.shapeOf(instance, { node: step.node.id, port }) : null;
}

/** What its row says, where that is the same for all copies: for layers that become many. */
export function briefOf({ step }: Piece): string | null {
  if (step.kind !== 'layer') return null;
  const briefs = new Set(
    step.samples.map(({ layer: { definition, settings } }) => definition.brief(settings)),
  );
  const [brief = ''] = briefs;
  const label = findLayer(step.node.type)?.label ?? step.node.type;
  return briefs.size === 1 ? commentText(brief === '' ? label : `${label}: ${brief}`) : null;
}

/** Whether each step takes what the one before it gives, and nothing else. */
export function isChain(part: Part, pieces: readonly Piece[]): boolean {
  const aliases = aliasesOf(pieces);
  const results = resultsOf(part, pieces);
  const read = pieces.flatMap(({ step }) => step.inputs);
  return (
    results.length === 1 &&
    pieces.every(({ step }, at) => {
      const before = pieces[at - 1];
      const [ref] = step.inputs;
      if (at === 0) return step.inputs.length === 0;
      return step.inputs.length === 1 && step.outputs.length <= 1 && ref?.node === before?.step.node.id;
    }) &&
    new Set(read.map((ref) => ref?.node)).size === read.length &&
    aliases.size < pieces.length
  );
}

/** "C1: 28×28×6": the name where it says something, the shape where it is another than before. */
export function remark(name: string | null, shape: KnownShape | null, before: string | null): string {
  const size = shape === null || sizeText(shape) === before ? null : sizeText(shape);
  return [name, size].filter((part) => part !== null).join(': ');
}

/** Why something is not there, as a comment and as what happens when it is run. */
export function missingLines(piece: Piece, reason: string): readonly [string, string] {
  const { name, id } = piece.step.node;
  const title = name || id;
  return [
    `# ${commentText(reason)}`,
    `raise NotImplementedError(${pythonString(commentText(`${title}: ${reason}`))})`,
  ];
}

export function problemsOf(pieces: readonly Piece[]): readonly CodeProblem[] {
  return pieces.flatMap(({ origins: [origin], merged, step }) =>
    merged?.kind === 'missing' && origin
      ? [{ origin, message: merged.problem ? merged.reason : `${step.node.name}: ${merged.reason}` }]
      : [],
  );
}

export function helpersOf(pieces: readonly Piece[]): readonly string[] {
  const steps = pieces.flatMap(({ merged }) => (merged?.kind === 'steps' ? merged.steps : []));
  return steps.flatMap((step) => [
    ...(step.kind === 'layer' && step.drawer ? [aroundOne(step.drawer)] : []),
    ...broughtAlong(step),
  ]);
}

/** The functions and classes that a layer's own file writes in Python. */
const broughtAlong = (step: Pick<MergedLayer, 'helper' | 'around'>): readonly string[] =>
  [step.helper, step.around?.helper].filter((helper) => helper !== undefined);

/** What the layers emit, in all copies. */
export function stepsOfAll({ root, blocks }: Parts): readonly CodeStep[] {
  const steps = [...blocks, root].flatMap((part) => part.steps);
  const samples = steps.flatMap((step) => (step.kind === 'layer' ? step.samples : []));
  return samples.flatMap(({ emitted }) => (emitted.kind === 'steps' ? emitted.steps : []));
}

/** What those are called: nothing of the user's may hide them. */
export function helperNames(parts: Parts): readonly string[] {
  const helpers = new Set(stepsOfAll(parts).flatMap(broughtAlong));
  return [...helpers].flatMap((helper) => /^(?:def|class) (\w+)/.exec(helper)?.[1] ?? []);
}

export interface CodeBody {
  readonly lines: readonly CodeLine[];
  /** Functions that some layers need, to be defined once. */
  readonly helpers: ReadonlySet<string>;
  readonly problems: readonly CodeProblem[];
}

/** When a step is there, in Python. */
export function conditionOf(step: Step, context: PartContext): string {
  const { instances } = context.part;
  const environments = instances.map(({ environment }) => environment);
  const text = step.when === null ? null : toPython(step.when, environments, context.nameOf);
  if (text !== null) return text;
  const flags = new Map(
    instances.map((each) => [each, each.entries.get(step.node.id)?.kind !== 'passThrough']),
  );
  return context.extra(`with_${step.node.name}`, flags, false);
}

/** `x = self.head(x)` and `return x` are one line. */
export function returnAtOnce({ lines }: Lines, values: readonly string[]): void {
  const [value] = values;
  if (value === undefined || values.length > 1) return;
  const back = lines.at(-1);
  const notes = lines.at(-2)?.text.startsWith('#') === true ? 1 : 0;
  const last = lines.at(-2 - notes);
  if (!back || !last?.text.startsWith(`${value} = `)) return;
  const text = `return ${last.text.slice(value.length + 3)}`;
  const comments = lines.slice(lines.length - 1 - notes, -1);
  lines.splice(lines.length - 2 - notes, 2 + notes, ...comments, {
    text,
    origins: [...last.origins, ...back.origins],
  });
}
