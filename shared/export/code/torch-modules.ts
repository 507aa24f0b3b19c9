/** What becomes a module object in PyTorch, and which of them stand in one nn.Sequential. */
import { blockCalls, type BlockCall, type Callable } from './block-call';
import type { Origin } from './code-lines';
import type { MergedLayer, MergedStep } from './merge';
import type { PartContext } from './part-context';
import type { Part, Parts } from './parts';
import { keyOf, type Ref } from './ref';
import { resolve } from './flow';
import { ownName, remark, shapeAfter, shapeGiven, sizeText, type Piece } from './writing';

/** The text of one module, in parts that can be broken over lines. */
export interface ModuleText {
  readonly head: string;
  readonly args: readonly string[];
  readonly tail: string;
  readonly origins: readonly Origin[];
  readonly note: string;
  /** One that stands for several: `*[Block(…) for i in range(3)]`. */
  readonly many: boolean;
}

export function layerModule(step: MergedLayer): Pick<ModuleText, 'head' | 'args' | 'tail'> {
  const around = [step.drawer, step.around].flatMap((each) => each?.name ?? []);
  return {
    head: `${around.map((name) => `${name}(`).join('')}${step.className}`,
    args: [...step.positional, ...step.args.map(([name, text]) => `${name}=${text}`)],
    tail: `${step.then === undefined ? '' : `.${step.then}`}${')'.repeat(around.length)}`,
  };
}

export function blockModule({
  callable,
  args,
  range,
  variable,
}: BlockCall): Omit<ModuleText, 'origins' | 'note'> {
  return range === null
    ? { head: callable.name, args, tail: '', many: false }
    : { head: `*[${callable.name}`, args, tail: ` for ${variable} in ${range}]`, many: true };
}

/** `nn.ZeroPad2d((0, 1, 0, 1))` as it was written, with nothing to break. */
function written(text: string): Pick<ModuleText, 'head' | 'args' | 'tail'> {
  const at = text.indexOf('(');
  return {
    head: text.slice(0, at),
    args: at < 0 ? [] : [text.slice(at + 1, -1)].filter((arg) => arg !== ''),
    tail: '',
  };
}

const modulesOfStep = (step: MergedStep): readonly Pick<ModuleText, 'head' | 'args' | 'tail'>[] | null =>
  step.kind === 'layer' ? [layerModule(step)] : (step.modules?.map(written) ?? null);

/** Pieces in a row that are one module. */
export interface Run {
  readonly pieces: readonly Piece[];
  /** Null where it has to be written as calls. */
  readonly modules: readonly ModuleText[] | null;
}

export function runsOf(
  pieces: readonly Piece[],
  context: PartContext,
  callables: ReadonlyMap<Part, Callable>,
  parts: Parts,
  aliases: ReadonlyMap<string, Ref>,
  uses: (ref: Ref) => number,
): readonly Run[] {
  const root = context.part.scope === null;
  const withBlocks = pieces.some(({ step }) => step.kind === 'block');
  let before: string | null = null;

  const modulesOf = (piece: Piece): readonly ModuleText[] | null => {
    const { step, merged, origins } = piece;
    if (step.inputs.length !== 1 || step.outputs.length !== 1) return null;
    if (step.kind === 'block') {
      const shape = root ? shapeGiven(piece, context, parts) : null;
      const said = root ? remark(ownName(piece), shape, before) : '';
      before = shape === null ? null : sizeText(shape);
      return blockCalls(step, callables, context, parts).map((call, at) => ({
        ...blockModule(call),
        origins,
        note: at === 0 ? said : '',
      }));
    }
    if (merged?.kind !== 'steps') return null;
    const texts = merged.steps.map(modulesOfStep);
    if (!texts.every((list) => list !== null)) return null;
    const list = texts.flat();
    const shape = root ? shapeAfter(piece) : null;
    const note = remark(ownName(piece), shape, before);
    if (shape !== null) before = sizeText(shape);
    return list.map((text, at) => ({
      ...text,
      origins,
      note: at === list.length - 1 ? note : '',
      many: false,
    }));
  };

  const runs: { readonly pieces: Piece[]; readonly modules: ModuleText[] | null }[] = [];
  for (const piece of pieces) {
    const modules = modulesOf(piece);
    const last = runs.at(-1);
    const previous = last?.pieces.at(-1);
    const [ref] = piece.step.inputs;
    const source = ref ? resolve(ref, aliases) : null;
    const follows =
      modules !== null &&
      last?.modules != null &&
      previous !== undefined &&
      source?.node === previous.step.node.id &&
      uses(source) === 1 &&
      previous.step.when === piece.step.when &&
      keyOf(source) === keyOf({ node: previous.step.node.id, port: previous.step.outputs[0] ?? '' }) &&
      !(root && parted(previous, piece, withBlocks));
    if (follows) {
      last.pieces.push(piece);
      for (const module of modules) last.modules.push(module);
    } else runs.push({ pieces: [piece], modules: modules && [...modules] });
  }
  return runs;
}

/** Where a person would begin another part: between layers and blocks, or where pictures become vectors. */
function parted(previous: Piece, piece: Piece, withBlocks: boolean): boolean {
  if (withBlocks) return previous.step.kind !== piece.step.kind;
  const rank = (each: Piece): number => shapeAfter(each)?.length ?? 0;
  return rank(previous) === 3 && rank(piece) === 1;
}
