/** The arguments with which a block's function or class is called, told once for all copies of what calls it. */
import type { Instance } from '../../compiler/instance';
import { countsItself } from '../../graph/block-arguments';
import { isExpression } from '../../graph/document';
import type { Argument } from '../../layers/support/emission';
import type { ExpressionValue } from '../../layers/support/expression';
import { evaluate, ExpressionError } from '../../layers/support/expression';
import { explain, explainSeries, nothingKnown, same, type Candidate, type Known } from './explain';
import { INDEX, type Extra, type PartContext } from './part-context';
import type { BlockRun, BlockStep, Part, Parts } from './parts';
import { pythonLiteral } from './python-text';
import { toPython } from './python-expression';

/** What a finished part is called, and what it wants to be given. */
export interface Callable {
  readonly part: Part;
  readonly name: string;
  readonly context: PartContext;
  /** In the order of the signature: no defaults. */
  readonly extras: readonly Extra[];
  /** The block's own parameters that its code uses. */
  readonly params: readonly { readonly name: string; readonly default: ExpressionValue }[];
  readonly usesIndex: boolean;
}

export interface BlockCall {
  readonly callable: Callable;
  readonly args: readonly string[];
  /** `range(…)` that the call is repeated over; null for a single one. */
  readonly range: string | null;
  /** The name of the loop's variable. */
  readonly variable: string;
}

export function blockCalls(
  step: BlockStep,
  callables: ReadonlyMap<Part, Callable>,
  context: PartContext,
  parts: Parts,
): readonly BlockCall[] {
  const outer = [...step.copies.keys()];
  return step.runs.flatMap((run): readonly BlockCall[] => {
    const callable = callables.get(run.part);
    return callable ? [blockCall(step, run, callable, outer, context, parts)] : [];
  });
}

function blockCall(
  step: BlockStep,
  run: BlockRun,
  callable: Callable,
  outer: readonly Instance[],
  context: PartContext,
  parts: Parts,
): BlockCall {
  const copies = outer.map((instance) =>
    (step.copies.get(instance) ?? []).slice(run.from, run.to ?? undefined),
  );
  const looped = run.to === null || run.to - run.from > 1;
  const variable = loopVariable(context);
  const environments = outer.map(({ environment }) => environment);
  const own = candidatesOf(step, outer, context, parts);
  const one = (values: readonly Argument[]): string | null => explain(values, own, false);

  const series = (values: readonly (readonly Argument[])[], wanted: string): string => {
    const constant = values.every((row) => row.every((value) => same(value, row[0] ?? null)));
    let told: string | null = null;
    // A series counts from 0.
    if (looped && run.from === 0)
      told = explainSeries({ values, explainOne: (row) => explainOuter(row), variable });
    else if (constant) told = one(values.map((row) => row[0] ?? null));
    if (told !== null) return told;
    if (constant) {
      const firsts = new Map(outer.map((instance, at) => [instance, values[at]?.[0] ?? null]));
      return context.extra(wanted, firsts, values[0]?.[0] ?? null);
    }
    const index = run.from > 0 ? `${variable} - ${run.from}` : variable;
    const [only] = values;
    if (values.length === 1 && only) return `${pythonLiteral(only)}[${index}]`;
    const lists = new Map(outer.map((instance, at) => [instance, values[at] ?? []]));
    return `${context.extra(`${wanted}_list`, lists, values[0] ?? [])}[${index}]`;
  };
  /** Series leave out copies of the outer block that have none of this one; then only what all have can be told. */
  const explainOuter = (row: readonly Argument[]): string | null =>
    row.length === outer.length ? one(row) : explain(row, nothingKnown, false);

  /** An expression of a repeated block counts the block's own copies. */
  const inCopies = (source: string): string | null => {
    if (!countsItself(step.node)) return toPython(source, environments, context.nameOf);
    const around = outer.flatMap(({ environment }, at) =>
      (copies[at] ?? []).map((copy) => ({ ...environment, [INDEX]: copy.parent?.copy ?? 0 })),
    );
    const index = looped ? variable : `${run.from}`;
    return toPython(source, around, (name) => (name === INDEX ? index : context.nameOf(name)));
  };

  const args: string[] = [];
  for (const { name, values } of callable.extras) {
    const rows = copies.map((list) => list.map((copy) => values.get(copy) ?? null));
    const text = series(rows, name);
    // What comes in is always the first.
    args.push(name === 'in_channels' || name === 'in_features' ? text : `${name}=${text}`);
  }
  for (const { name, default: usual } of callable.params) {
    const written = step.node.args[name];
    const rows = copies.map((list) => list.map((copy) => copy.environment[name] ?? null));
    if (rows.every((row) => row.every((value) => value === usual)) && !isExpression(written)) continue;
    const translated = isExpression(written) ? inCopies(written.expr) : null;
    args.push(`${callable.context.nameOf(name)}=${translated ?? series(rows, name)}`);
  }
  if (callable.usesIndex && looped) args.push(`${callable.context.nameOf(INDEX)}=${variable}`);
  else if (callable.usesIndex && run.from > 0) args.push(`${callable.context.nameOf(INDEX)}=${run.from}`);

  const usesVariable = args.some((arg) => new RegExp(`(?<!\\w)${variable}(?!\\w*=)\\b`).test(arg));
  return {
    callable,
    args,
    range: looped ? rangeOf(step, run, context, environments) : null,
    variable: usesVariable ? variable : '_',
  };
}

/** A letter that hides nothing: the copies' own index where it is free. */
function loopVariable({ names }: PartContext): string {
  const letters = [INDEX, 'j', 'k', 'm', 'n', 'p', 'q'];
  return letters.find((letter) => !names.has(letter)) ?? names.take('index');
}

function rangeOf(
  step: BlockStep,
  run: BlockRun,
  context: PartContext,
  environments: readonly Instance['environment'][],
): string {
  const { repeat } = step.node;
  if (run.to !== null) return `range(${run.from > 0 ? `${run.from}, ` : ''}${run.to})`;
  const text = isExpression(repeat) ? toPython(repeat.expr, environments, context.nameOf) : null;
  if (text !== null) return `range(${text})`;
  const counts = new Map([...step.copies].map(([instance, copies]) => [instance, copies.length]));
  const [first = 0] = counts.values();
  const same = [...counts.values()].every((count) => count === first);
  return `range(${same ? first : context.extra(`${step.node.name}_repeat`, counts, first)})`;
}

/** The expressions of the call, the parameters around it, and the size of what goes in. */
function candidatesOf(
  step: BlockStep,
  outer: readonly Instance[],
  context: PartContext,
  parts: Parts,
): Known {
  if (context.part.scope === null) return nothingKnown;
  const environments = outer.map(({ environment }) => environment);
  const sources = [
    ...Object.values(step.node.args).flatMap((value) => (isExpression(value) ? [value.expr] : [])),
    ...context.part.params.map(({ name }) => name),
  ];
  const written = sources.flatMap((source): readonly Candidate[] => {
    const text = toPython(source, environments, context.nameOf);
    const values = environments.map((environment): Argument => {
      try {
        return evaluate(source, environment);
      } catch (error) {
        if (error instanceof ExpressionError) return null;
        throw error;
      }
    });
    return text === null ? [] : [{ text, values }];
  });
  const sizes = step.inputs.flatMap((ref): readonly Candidate[] => {
    const text = ref === null ? null : context.sizeOf(ref);
    if (text === null || ref === null) return [];
    return [{ text, values: outer.map((instance) => parts.shapeOf(instance, ref)?.at(-1) ?? null) }];
  });
  return { candidates: written, sizes };
}

/** PyTorch's modules must be told what comes in, so the size of what a block gives is followed, too. */
export function setBlockSizes(step: BlockStep, context: PartContext, parts: Parts): void {
  const outer = context.part.instances;
  const known = candidatesOf(step, outer, context, parts);
  for (const port of step.outputs) {
    const ref = { node: step.node.id, port };
    const values = outer.map((instance): Argument => parts.shapeOf(instance, ref)?.at(-1) ?? null);
    const unknown = values.some((value) => value === null);
    context.setSize(ref, unknown ? null : explain(values, known, false));
  }
}
