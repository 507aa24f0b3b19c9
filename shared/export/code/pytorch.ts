/** The network in PyTorch: a class for each block, then the network's own. */
import type { Compiled } from '../../compiler/compiled';
import { blockCalls, type Callable } from './block-call';
import { createLines, namesIn, type CodeLine, type Origin } from './code-lines';
import { assignVariables, beforeLoop, carriedOn, type Flow } from './flow';
import { filled } from './filled';
import { lossLine } from './loss-note';
import type { MergedStep } from './merge';
import { createContext, INDEX, type PartContext } from './part-context';
import { partsOf, type Part, type Parts } from './parts';
import { keyOf, type Ref } from './ref';
import { camelCase, createNames, pythonLiteral, snakeCase, type Names } from './python-text';
import { drawingOfAll, type Drawer, type DrawingOfAll } from './torch-drawers';
import { blockModule, layerModule, runsOf, type ModuleText, type Run } from './torch-modules';
import {
  aliasesOf,
  conditionOf,
  helperNames,
  helpersOf,
  isOutput,
  missingLines,
  ownName,
  piecesOf,
  problemsOf,
  resultsOf,
  returnAtOnce,
  stepsOfAll,
  type CodeBody,
  type CodeProblem,
  type Piece,
} from './writing';

interface Book {
  readonly compiled: Compiled;
  readonly parts: Parts;
  readonly callables: Map<Part, Callable>;
  readonly helpers: Set<string>;
  /** Their names. */
  readonly taken: readonly string[];
  readonly problems: CodeProblem[];
  /** Where modules that look alike are drawn alike, that is said once. */
  readonly drawing: DrawingOfAll | null;
}

export function pytorchBody(compiled: Compiled): CodeBody {
  const parts = partsOf(compiled, 'pytorch');
  const drawing = drawingOfAll(drawersOf(parts));
  const book: Book = {
    compiled,
    parts,
    drawing,
    callables: new Map(),
    helpers: new Set(),
    taken: helperNames(parts),
    problems: [],
  };
  const names = createNames({ taken: book.taken });
  const lines = createLines();
  for (const part of book.parts.blocks) {
    lines.append(writeClass(part, names, book));
    lines.add('');
    lines.add('');
  }
  lines.append(writeClass(book.parts.root, names, book));
  lines.add('');
  lines.add('');
  for (const line of drawing ? [...drawing.lines, '', ''] : []) lines.add(line);
  lines.add(`model = ${book.callables.get(book.parts.root)?.name ?? ''}()`);
  if (drawing) lines.add(`model.apply(${drawing.name})`);
  return { lines: lines.lines, helpers: book.helpers, problems: book.problems };
}

/** Of all layers, in all copies. */
const drawersOf = (parts: Parts): readonly Drawer[] =>
  stepsOfAll(parts).flatMap((step) => ('call' in step ? [] : (step.first.drawer ?? [])));

const withoutDrawers = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece) => {
    const { merged } = piece;
    if (merged?.kind !== 'steps') return piece;
    const steps = merged.steps.map((step) => (step.kind === 'call' ? step : { ...step, drawer: null }));
    return { ...piece, merged: { ...merged, steps } };
  });

function writeClass(part: Part, names: Names, book: Book): readonly CodeLine[] {
  const context = createContext('pytorch', part, names);
  const root = part.scope === null;
  if (!root) giveSizes(context, book.parts);
  const pieces = book.drawing ? withoutDrawers(piecesOf(context, book.parts)) : piecesOf(context, book.parts);
  for (const problem of problemsOf(pieces)) book.problems.push(problem);
  for (const helper of helpersOf(pieces)) book.helpers.add(helper);
  const given = givenTo(part, pieces, book);
  const writer = createWriter(pieces, context, book, given);
  writer.all();
  const init = writer.init.lines;
  const read = namesIn(init);
  const extras = context.extras.filter(({ name }) => read.has(name));
  const params = part.params.filter(({ name }) => read.has(context.nameOf(name)));
  const usesIndex = !root && read.has(context.nameOf(INDEX));
  const name = names.take(camelCase(part.title, root ? 'Network' : 'Block'));
  book.callables.set(part, { part, name, context, extras, params, usesIndex });
  const lines = createLines();
  lines.add(`class ${name}(nn.Module):`);
  lines.indented(() => {
    const signature = [
      'self',
      ...extras.map((extra) => extra.name),
      ...params.map((param) => `${context.nameOf(param.name)}=${pythonLiteral(param.default)}`),
      ...(usesIndex ? [`${context.nameOf(INDEX)}=0`] : []),
    ];
    if (init.length > 0) {
      lines.call('def __init__', signature, ':', []);
      lines.indented(() => {
        lines.add('super().__init__()');
        lines.append(init);
      });
      lines.add('');
    }
    const inputs = pieces.filter(({ merged }) => merged?.kind === 'input').flatMap(({ origins }) => origins);
    lines.call('def forward', ['self', ...given.values()], ':', inputs);
    lines.indented(() => lines.append(writer.forward.lines));
  });
  return lines.lines;
}

/** The size of what comes into a block is an argument of its class. */
function giveSizes(context: PartContext, parts: Parts): void {
  const { part } = context;
  part.inputs.forEach((port, at) => {
    const ref = { node: null, port };
    const shapes = part.instances.map((instance) => [instance, parts.shapeOf(instance, ref)] as const);
    if (shapes.some(([, shape]) => shape === null)) return;
    const values = new Map(shapes.map(([instance, shape]) => [instance, shape?.at(-1) ?? null]));
    const stem = shapes.every(([, shape]) => shape?.length === 1) ? 'in_features' : 'in_channels';
    context.setSize(ref, context.extra(at === 0 ? stem : `${stem}${at + 1}`, values, null));
  });
}

function givenTo(part: Part, pieces: readonly Piece[], { taken }: Book): ReadonlyMap<string, string> {
  const names = createNames({ taken });
  const called = (key: string, wanted: string, alone: boolean): readonly [string, string] => [
    key,
    alone ? 'x' : names.take(snakeCase(wanted, 'input_')),
  ];
  if (part.scope !== null)
    return new Map(
      part.inputs.map((port) => called(keyOf({ node: null, port }), port, part.inputs.length === 1)),
    );
  const ends = pieces.filter(({ merged }) => merged?.kind === 'input');
  return new Map(
    ends.map(({ step: { node, outputs } }) =>
      called(keyOf({ node: node.id, port: outputs[0] ?? 'out' }), node.name, ends.length === 1),
    ),
  );
}

function createWriter(
  pieces: readonly Piece[],
  context: PartContext,
  book: Book,
  given: ReadonlyMap<string, string>,
) {
  const { part } = context;
  const root = part.scope === null;
  const init = createLines();
  const forward = createLines();
  const attributes = createNames({ of: 'attributes' });
  /** Arguments of the class that `forward` needs, and the attributes that hold them. */
  const stored = new Map<string, string>();
  const aliases = aliasesOf(pieces);
  const open = pieces.filter(({ step, merged }) => !aliases.has(step.node.id) && merged?.kind !== 'input');
  const results = resultsOf(part, pieces);
  const variables = createNames({ taken: [...book.taken, ...given.values()] });
  const flow = assignVariables(
    part,
    open.map(({ step }) => step),
    { names: variables, given, keepGiven: false, aliases, results, last: null },
  );
  const runs = runsOf(open, context, book.callables, book.parts, aliases, flow.uses);

  /** In forward, arguments of the class are attributes. */
  const throughSelf = (call: string): string => {
    if (root) return call;
    const own = [
      ...part.params.map(({ name }) => context.nameOf(name)),
      ...context.extras.map(({ name }) => name),
    ];
    const names = [...own, context.nameOf(INDEX)].join('|');
    // Texts stay as they are, and so do the names of arguments.
    const words = new RegExp(`'(?:\\\\.|[^'\\\\])*'|(?<![\\w.])(?:${names})\\b(?!=[^=])`, 'g');
    return call.replace(words, (name) => {
      if (name.startsWith("'")) return name;
      const attribute = stored.get(name) ?? attributes.take(name);
      if (!stored.has(name)) init.add(`self.${attribute} = ${name}`);
      stored.set(name, attribute);
      return `self.${attribute}`;
    });
  };

  const define = (name: string, modules: readonly ModuleText[]): void => {
    const [only] = modules;
    if (modules.length === 1 && only) {
      const { head, args, tail, origins, note, many } = only;
      const said = note === name ? '' : note.startsWith(`${name}: `) ? note.slice(name.length + 2) : note;
      const opening = many ? 'nn.Sequential(' : '';
      init.call(`self.${name} = ${opening}${head}`, args, tail + (many ? ')' : ''), origins, said);
      return;
    }
    init.add(`self.${name} = nn.Sequential(`, []);
    init.indented(() => {
      for (const { head, args, tail, origins, note } of modules)
        init.call(head, args, `${tail},`, origins, note);
    });
    init.add(')');
  };

  const nameOf = (run: Run, at: number): string => {
    const [first] = run.pieces;
    const last = run.pieces.at(-1);
    if (!first || !last) return attributes.take('layers');
    const whole = runs.length === 1;
    if (run.pieces.length === 1) return attributes.take(snakeCase(first.step.node.name, 'layer'));
    if (whole) return attributes.take('layers');
    if (root) {
      const blocks = runs.map(({ pieces: [piece] }) => piece?.step.kind === 'block');
      const withBlocks = blocks.some((each) => each);
      if (first.step.kind === 'block') return attributes.take('blocks');
      if (at === 0) return attributes.take(withBlocks ? 'stem' : 'features');
      if (at === runs.length - 1) return attributes.take(withBlocks ? 'head' : 'classifier');
    }
    const [variable = 'x'] = flow.flowOf(last.step).outputs;
    if (first.step.when === null && /^(?:y|z|branch\d+)$/.test(variable))
      return attributes.take(variable.startsWith('branch') ? variable : 'branch');
    return attributes.take(snakeCase(ownName(first) ?? first.step.node.name, 'layers'));
  };

  const writeRun = (run: Run, at: number): void => {
    const [first] = run.pieces;
    const last = run.pieces.at(-1);
    if (!first || !last) return;
    const { inputs } = flow.flowOf(first.step);
    const { outputs } = flow.flowOf(last.step);
    const origins = run.pieces.flatMap((piece) => piece.origins);
    const calls =
      run.pieces.length === 1 &&
      first.merged?.kind === 'steps' &&
      first.merged.steps.every(({ kind }) => kind === 'call');
    if (run.modules !== null && !calls) {
      const name = nameOf(run, at);
      define(name, run.modules);
      forward.add(`${outputs.join(', ')} = self.${name}(${inputs.join(', ')})`, origins);
      return;
    }
    if (first.step.kind === 'block') writeBlock(first, flow.flowOf(first.step));
    else writeSteps(first, flow.flowOf(first.step));
  };

  const writeBlock = ({ step, origins }: Piece, own: Flow): void => {
    if (step.kind !== 'block') return;
    blockCalls(step, book.callables, context, book.parts).forEach((call, at) => {
      const { head, args, tail } = blockModule(call);
      const name = attributes.take(snakeCase(step.node.name, 'block'));
      const feeds = at === 0 ? own.inputs : carriedOn(own);
      const target = own.outputs.join(', ');
      if (call.range === null) {
        init.call(`self.${name} = ${head}`, args, tail, origins);
        forward.add(`${target} = self.${name}(${feeds.join(', ')})`, origins);
        return;
      }
      init.call(`self.${name} = nn.ModuleList(${head.slice(1)}`, args, `${tail})`, origins);
      const begin = at === 0 ? beforeLoop(own) : null;
      if (begin !== null) forward.add(begin, origins);
      forward.add(`for block in self.${name}:`, origins);
      forward.indented(() => forward.add(`${target} = block(${carriedOn(own).join(', ')})`, origins));
    });
  };

  const writeSteps = (piece: Piece, { inputs, outputs }: Flow): void => {
    const { merged, origins, step } = piece;
    if (merged?.kind === 'missing') {
      for (const line of missingLines(piece, merged.reason)) forward.add(line, origins);
      return;
    }
    if (merged?.kind !== 'steps') return;
    const target = outputs.join(', ');
    merged.steps.forEach((each: MergedStep, at) => {
      const feeds = at === 0 ? inputs : outputs;
      if (each.kind === 'call') {
        forward.add(`${target} = ${filled(throughSelf(each.call), feeds)}`, origins);
        return;
      }
      const name = attributes.take(snakeCase(step.node.name, 'layer'));
      const { head, args, tail } = layerModule(each);
      init.call(`self.${name} = ${head}`, args, tail, origins, ownName(piece) ?? '');
      forward.add(`${target} = self.${name}(${feeds.join(', ')})`, origins);
    });
  };

  const all = (): void => {
    let condition: string | null = null;
    let flag = '';
    runs.forEach((run, at) => {
      const [first] = run.pieces;
      if (!first) return;
      const { step, origins } = first;
      const { copied } = flow.flowOf(step);
      if (copied !== null) forward.add(`${copied.to} = ${copied.from}`, origins);
      if (step.when === null) {
        condition = null;
        writeRun(run, at);
        return;
      }
      const again = step.when === condition;
      if (!again) {
        flag = attributes.take(`with_${snakeCase(step.node.name, 'layer')}`);
        init.add(`self.${flag} = ${conditionOf(step, context)}`, origins);
      }
      condition = step.when;
      const size = init.lines.length;
      if (!again || copied !== null) forward.add(`if self.${flag}:`, origins);
      forward.indented(() => init.indented(() => writeRun(run, at)));
      // Only where there is something to define.
      if (init.lines.length > size) init.lines.splice(size, 0, { text: `if self.${flag}:`, origins });
    });
    finish();
  };

  const finish = (): void => {
    for (const piece of pieces.filter(isOutput)) if (root) lossLine(forward, piece, book.compiled, 'pytorch');
    const values = results.map((ref: Ref) => flow.variableOf(ref));
    const ends = pieces.filter(isOutput).flatMap(({ origins }): readonly Origin[] => origins);
    forward.add(`return ${values.join(', ') || 'None'}`, ends);
    returnAtOnce(forward, values);
  };
  return { init, forward, all };
}
