/** The network in Keras 3: a function for each block, then the model, as a chain or in the functional way. */
import type { Compiled } from '../../compiler/compiled';
import { blockCalls, type Callable } from './block-call';
import { createLines, namesIn, type CodeLine, type Lines } from './code-lines';
import { assignVariables, beforeLoop, carriedOn, type Flow } from './flow';
import { filled } from './filled';
import { fused } from './keras-pieces';
import { lossLine } from './loss-note';
import { incoming, type MergedStep } from './merge';
import { createContext, INDEX, type PartContext } from './part-context';
import { partsOf, type Part, type Parts } from './parts';
import { keyOf, type Ref } from './ref';
import { createNames, pythonLiteral, pythonString, snakeCase, type Names } from './python-text';
import {
  aliasesOf,
  briefOf,
  conditionOf,
  helperNames,
  helpersOf,
  isChain,
  isOutput,
  missingLines,
  ownName,
  piecesOf,
  problemsOf,
  remark,
  resultsOf,
  returnAtOnce,
  shapeAfter,
  shapeGiven,
  sizeText,
  type CodeBody,
  type CodeProblem,
  type Piece,
} from './writing';

/** What Keras makes of calls and operators on its tensors: these have names in the model, as layers have. */
const operations =
  'add subtract multiply divide truedivide power square getitem pad split concatenate oneslike'.split(' ');

interface Book {
  readonly parts: Parts;
  readonly callables: Map<Part, Callable>;
  readonly helpers: Set<string>;
  readonly problems: CodeProblem[];
  /** Of all layers and operations, in small letters. */
  readonly classes: Set<string>;
}

export function kerasBody(compiled: Compiled): CodeBody {
  const book: Book = {
    parts: partsOf(compiled, 'keras'),
    callables: new Map(),
    helpers: new Set(),
    problems: [],
    classes: new Set(['identity', 'inputlayer']),
  };
  const names = createNames({ taken: helperNames(book.parts) });
  const lines = createLines();
  for (const part of book.parts.blocks) {
    lines.append(blockFunction(part, names, book));
    lines.add('');
    lines.add('');
  }
  writeModel(lines, compiled, names, book);
  return { lines: lines.lines, helpers: book.helpers, problems: book.problems };
}

function note(pieces: readonly Piece[], book: Book): void {
  for (const problem of problemsOf(pieces)) book.problems.push(problem);
  for (const helper of helpersOf(pieces)) book.helpers.add(helper);
  const steps = pieces.flatMap(({ merged }) => (merged?.kind === 'steps' ? merged.steps : []));
  for (const step of steps)
    if (step.kind === 'layer') book.classes.add(step.className.toLowerCase());
    else for (const operation of operations) book.classes.add(operation);
}

function blockFunction(part: Part, names: Names, book: Book): readonly CodeLine[] {
  const context = createContext('keras', part, names);
  const given = new Map(
    part.inputs.map((port, at) => {
      const name = part.inputs.length === 1 ? 'x' : context.names.take(snakeCase(port, `x${at + 1}`));
      return [keyOf({ node: null, port }), name] as const;
    }),
  );
  const pieces = fused(part, piecesOf(context, book.parts));
  note(pieces, book);
  const body = createLines();
  const writer = createWriter(body, pieces, context, book, given, { results: resultsOf(part, pieces) });
  writer.all();
  body.add(`return ${writer.results().join(', ')}`);
  returnAtOnce(body, writer.results());
  const read = namesIn(body.lines);
  const extras = context.extras.filter(({ name }) => read.has(name));
  const params = part.params.filter(({ name }) => read.has(context.nameOf(name)));
  const usesIndex = read.has(context.nameOf(INDEX));
  const name = names.take(snakeCase(part.title, 'block'));
  const text = createLines();
  const signature = [
    ...given.values(),
    ...extras.map((extra) => extra.name),
    ...params.map((param) => `${context.nameOf(param.name)}=${pythonLiteral(param.default)}`),
    ...(usesIndex ? [`${context.nameOf(INDEX)}=0`] : []),
  ];
  text.call(`def ${name}`, signature, ':', []);
  text.indented(() => text.append(body.lines));
  book.callables.set(part, { part, name, context, extras, params, usesIndex });
  return text.lines;
}

function writeModel(lines: Lines, compiled: Compiled, names: Names, book: Book): void {
  const part = book.parts.root;
  const context = createContext('keras', part, names);
  const pieces = fused(part, piecesOf(context, book.parts));
  note(pieces, book);
  const outputs = pieces.filter(isOutput);
  const notes = (): void => outputs.forEach((piece) => lossLine(lines, piece, compiled, 'keras'));
  if (isSequence(part, pieces)) {
    writeSequence(lines, pieces, book);
    notes();
    return;
  }
  const ends = pieces.filter(({ merged }) => merged?.kind === 'input');
  const given = new Map<string, string>();
  for (const piece of ends) {
    if (piece.merged?.kind !== 'input') continue;
    const { node, outputs: ports } = piece.step;
    const name = ends.length === 1 ? 'inputs' : context.names.take(snakeCase(node.name, 'input_'));
    given.set(keyOf({ node: node.id, port: ports[0] ?? 'out' }), name);
    lines.add(`${name} = keras.Input(shape=${pythonLiteral(piece.merged.shape)})`, piece.origins);
  }
  const results = resultsOf(part, pieces);
  const writer = createWriter(lines, pieces, context, book, given, { results, last: 'outputs' });
  writer.all();
  notes();
  // A model has at least one layer.
  const ends_ = writer.results().map((name) => {
    if (![...given.values()].includes(name)) return name;
    const output = context.names.take(`${name}_out`);
    lines.add(`${output} = layers.Identity()(${name})`);
    return output;
  });
  const list = (values: readonly string[]): string =>
    values.length === 1 ? (values[0] ?? '') : `[${values.join(', ')}]`;
  if (given.size > 0 && results.length > 0)
    lines.call('model = keras.Model', [list([...given.values()]), list(ends_)], '', []);
}

function isSequence(part: Part, pieces: readonly Piece[]): boolean {
  const layersOnly = pieces.every(
    ({ step, merged }, at) =>
      step.kind === 'layer' &&
      (merged?.kind === 'input'
        ? at === 0
        : merged?.kind === 'steps' && merged.steps.every(({ kind }) => kind === 'layer')),
  );
  return layersOnly && pieces.length > 2 && isChain(part, pieces);
}

function writeSequence(lines: Lines, pieces: readonly Piece[], book: Book): void {
  const taken = new Set<string>();
  let before: string | null = null;
  lines.add('model = keras.Sequential([');
  lines.indented(() => {
    for (const piece of pieces) {
      const { merged, origins } = piece;
      if (merged?.kind === 'input') lines.add(`keras.Input(shape=${pythonLiteral(merged.shape)}),`, origins);
      if (merged?.kind !== 'steps') continue;
      const named = nameArgument(piece, taken, book);
      merged.steps.forEach((step, at) => {
        const end = at === merged.steps.length - 1;
        const shape = end ? shapeAfter(piece) : null;
        const note = remark(end && named === null ? ownName(piece) : null, shape, before);
        if (shape !== null) before = sizeText(shape);
        const { head, args } = layerText(step, end ? named : null);
        lines.call(head, args, ',', origins, note);
      });
    }
  });
  lines.add('])');
}

/** Keras calls what has no name after its class: `zero_padding2d_3`. Such a name would be there twice. */
const countedBase = (name: string): string => name.toLowerCase().replace(/_\d+$/, '').replaceAll('_', '');

/** `name='C1'`, where the user gave a name that Keras takes. */
function nameArgument(piece: Piece, taken: Set<string>, { classes }: Book): string | null {
  const name = ownName(piece);
  if (name === null || !/^[A-Za-z][\w.-]*$/.test(name) || taken.has(name)) return null;
  if (classes.has(countedBase(name))) return null;
  taken.add(name);
  return `name=${pythonString(name)}`;
}

function layerText(
  step: MergedStep,
  name: string | null,
): { readonly head: string; readonly args: readonly string[] } {
  if (step.kind === 'call') return { head: step.call, args: [] };
  const args = [...step.positional, ...[...step.args, ...step.first].map(([key, text]) => `${key}=${text}`)];
  const head = step.helper === undefined ? `layers.${step.className}` : step.className;
  return { head, args: name === null ? args : [...args, name] };
}

interface WriterOptions {
  readonly results: readonly Ref[];
  readonly last?: string;
}

function createWriter(
  lines: Lines,
  pieces: readonly Piece[],
  context: PartContext,
  book: Book,
  given: ReadonlyMap<string, string>,
  { results, last }: WriterOptions,
) {
  const root = context.part.scope === null;
  const aliases = aliasesOf(pieces);
  const open = pieces.filter(({ step, merged }) => !aliases.has(step.node.id) && merged?.kind !== 'input');
  const flow = assignVariables(
    context.part,
    open.map(({ step }) => step),
    { names: context.names, given, keepGiven: root, aliases, results, last: last ?? null },
  );
  const taken = new Set<string>();
  let before: string | null = null;

  const writeBlock = (piece: Piece, own: Flow): void => {
    if (piece.step.kind !== 'block') return;
    const { origins } = piece;
    const target = own.outputs.join(', ');
    blockCalls(piece.step, book.callables, context, book.parts).forEach((call, at) => {
      const feeds = at === 0 ? own.inputs : carriedOn(own);
      const note =
        root && at === 0 ? remark(ownName(piece), shapeGiven(piece, context, book.parts), before) : '';
      const head = `${target} = ${call.callable.name}`;
      if (call.range === null) {
        const said =
          note === target ? '' : note.startsWith(`${target}: `) ? note.slice(target.length + 2) : note;
        lines.call(head, [...feeds, ...call.args], '', origins, said);
        return;
      }
      const begin = at === 0 ? beforeLoop(own) : null;
      if (begin !== null) lines.add(begin, origins);
      lines.add(`for ${call.variable} in ${call.range}:${note === '' ? '' : `  # ${note}`}`, origins);
      lines.indented(() => lines.call(head, [...carriedOn(own), ...call.args], '', origins));
    });
    const shape = shapeGiven(piece, context, book.parts);
    before = shape === null ? null : sizeText(shape);
  };

  const writeLayer = (piece: Piece, { inputs, outputs }: Flow): void => {
    const { merged, origins } = piece;
    if (merged?.kind === 'missing')
      for (const line of missingLines(piece, merged.reason)) lines.add(line, origins);
    if (merged?.kind !== 'steps') return;
    const named = root ? nameArgument(piece, taken, book) : null;
    const target = outputs.join(', ');
    const sizes = sizeNames(merged.steps, context.names, inputs[0] ?? 'x');
    const brief = merged.steps.length > 2 ? briefOf(piece) : null;
    if (brief !== null) lines.add(`# ${brief}`, origins);
    if (sizes.line !== null) lines.add(sizes.line, origins);
    merged.steps.forEach((step, at) => {
      const end = at === merged.steps.length - 1;
      const shape = root && end ? shapeAfter(piece) : null;
      const note = remark(end && named === null ? ownName(piece) : null, shape, before);
      if (shape !== null) before = sizeText(shape);
      const feeds = at === 0 ? inputs : outputs;
      if (step.kind === 'call') {
        const tail = note === '' ? '' : `  # ${note}`;
        lines.add(`${target} = ${sizes.fill(filled(step.call, feeds))}${tail}`, origins);
        return;
      }
      const { head, args } = layerText(step, end ? named : null);
      const inside = feeds.length === 1 ? (feeds[0] ?? '') : `[${feeds.join(', ')}]`;
      lines.call(`${target} = ${head}`, args.map(sizes.fill), `(${inside})`, origins, note);
    });
  };

  return {
    all: (): void => {
      let condition: string | null = null;
      for (const piece of open) {
        const { step, origins } = piece;
        const own = flow.flowOf(step);
        if (own.copied !== null) lines.add(`${own.copied.to} = ${own.copied.from}`, origins);
        if (step.when !== null && (step.when !== condition || own.copied !== null))
          lines.add(`if ${conditionOf(step, context)}:`, origins);
        condition = step.when;
        const write = (): void => (step.kind === 'block' ? writeBlock(piece, own) : writeLayer(piece, own));
        if (step.when === null) write();
        else lines.indented(write);
      }
    },
    results: (): readonly string[] => results.map((ref) => flow.variableOf(ref)),
  };
}

/** Sizes that the code asks its input for, since they differ from copy to copy. */
function sizeNames(steps: readonly MergedStep[], names: Names, input: string) {
  const texts = steps.flatMap((step) =>
    step.kind === 'call'
      ? [step.call]
      : [...step.positional, ...[...step.args, ...step.first].map(([, text]) => text)],
  );
  const asked = (token: string): boolean => texts.some((text) => text.includes(token));
  const wanted = Object.entries(incoming).filter(([, token]) => asked(token));
  if (wanted.length === 0) return { line: null, fill: (text: string) => text };
  const called = new Map(
    Object.entries(incoming).map(([name, token], at) => {
      if (!asked(token)) return [token, '_'] as const;
      return [
        token,
        steps.length === 1 ? `${input}.shape[${at === 2 ? -1 : at + 1}]` : names.take(name),
      ] as const;
    }),
  );
  const fill = (text: string): string =>
    [...called].reduce((filledText, [token, name]) => filledText.replaceAll(token, name), text);
  const line = steps.length === 1 ? null : `${[...called.values()].join(', ')} = ${input}.shape[1:]`;
  return { line, fill };
}
