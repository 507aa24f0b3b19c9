/** One layer of a block, told once for all copies of the block. */
import type { Environment } from '../../layers/support/expression';
import { evaluate, ExpressionError } from '../../layers/support/expression';
import type { Instance } from '../../compiler/instance';
import { isExpression } from '../../graph/document';
import { literals } from '../../graph/literals';
import type { KnownShape } from '../../layers/shape';
import type { Argument, EmittedLayer } from '../../layers/support/emission';
import { parseParams } from '../../schema/fields';
import { explain, type Candidate, type Known } from './explain';
import { pairs, readable, signatureOf, silent, strideOfPooling } from './framework-classes';
import {
  emittedBy,
  numbersInCalls,
  shapeOfEmission,
  type CodeStep,
  type Emitted,
  type LayerSample,
  type LayerStep,
  type Parts,
} from './parts';
import type { Framework } from './framework';
import { keyOf } from './ref';
import type { PartContext } from './part-context';
import { pythonLiteral, pythonNumber } from './python-text';
import { toPython } from './python-expression';
import type { Drawer } from './torch-drawers';

export interface MergedLayer {
  readonly kind: 'layer';
  readonly className: string;
  readonly positional: readonly string[];
  readonly args: readonly (readonly [name: string, text: string])[];
  /** What its weights begin with, where Keras would begin otherwise. */
  readonly first: readonly (readonly [name: string, text: string])[];
  /** The same in PyTorch. */
  readonly drawer: Drawer | null;
  readonly then?: string;
  /** Its class, to be defined once. */
  readonly helper?: string;
  readonly around?: EmittedLayer['around'];
}
export interface MergedCall {
  readonly kind: 'call';
  /** With `{0}` for what goes in. */
  readonly call: string;
  /** The same as module objects, one after the other. */
  readonly modules?: readonly string[];
  /** A function that it calls, to be defined once. */
  readonly helper?: string;
}
export type MergedStep = MergedLayer | MergedCall;
export type Merged =
  | { readonly kind: 'steps'; readonly steps: readonly MergedStep[] }
  | { readonly kind: 'input'; readonly shape: readonly number[] }
  | { readonly kind: 'missing'; readonly reason: string; readonly problem: boolean };

interface Sample {
  readonly environment: Environment;
  readonly shapes: readonly KnownShape[];
  readonly emitted: Emitted;
  readonly sizes: readonly number[];
  /** The layer's parameters as they are there, without expressions. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Stands for the height, width and channels of what comes in, where the code can ask for them. */
export const incoming = { height: '{H}', width: '{W}', channels: '{C}' } as const;

export function mergeLayer(step: LayerStep, context: PartContext, parts: Parts): Merged {
  const [first] = step.samples;
  if (!first) return { kind: 'steps', steps: [] };
  const { emitted } = first;
  const real = step.samples.map(realSample);
  const samples = context.part.scope === null ? real : [...real, ...probes(first, step, context.framework)];
  const own = expressionsOf(step, samples, step.samples, context);
  const sizes = sizeCandidates(step, samples, context);
  if (context.framework === 'pytorch') setSizes(step, samples, { candidates: own, sizes }, context, parts);
  if (emitted.kind !== 'steps') return emitted;

  const textOf = (values: readonly Argument[], name: string): string => {
    const told = explain(values, { candidates: own, sizes }, pairs.has(name));
    if (told !== null) return told;
    // Without the copies that were made up: what they vary may be told by nothing that the code has.
    const given = values.slice(0, real.length);
    const shorten = (candidate: Candidate): Candidate => ({
      ...candidate,
      values: candidate.values.slice(0, real.length),
    });
    const known = { candidates: own.map(shorten), sizes: sizes.map(shorten) };
    const simple = explain(given, known, pairs.has(name));
    if (simple !== null) return simple;
    const byInstance = new Map(step.samples.map(({ instance }, at) => [instance, given[at] ?? null]));
    const number = /^\d+$/.test(name) ? 'size' : name;
    return context.extra(`${step.node.name}_${number}`, byInstance, given[0] ?? null);
  };

  const steps = emitted.steps.map((_, at): MergedStep => {
    const found = samples.flatMap(({ emitted: each, shapes }) => {
      const version = each.kind === 'steps' ? each.steps[at] : undefined;
      return version ? [{ version, input: shapes[0] ?? [] }] : [];
    });
    const versions = found.map(({ version }) => version);
    const short = at === 0 && context.framework === 'keras' ? found.map(plain) : versions;
    // What only some copies are is no name for all of them.
    const className = (step: CodeStep): string | null => ('call' in step ? null : step.className);
    const alike = new Set(short.map(className)).size === 1;
    return mergeStep(alike ? short : versions, textOf, context);
  });
  return { kind: 'steps', steps };
}

const plain = ({ version, input }: { readonly version: CodeStep; readonly input: KnownShape }): CodeStep =>
  'call' in version ? version : { ...version, ...readable(version, input) };

const realSample = ({ instance, layer, shapes, emitted }: LayerSample): Sample => ({
  given: layer.params,
  environment: instance.environment,
  shapes,
  emitted,
  sizes: shapes.map((shape) => shape.at(-1) ?? 0),
});

/** The same layer as it would be in copies that are not there: one thing is changed in each. */
function probes(sample: LayerSample, step: LayerStep, framework: Framework): readonly Sample[] {
  const { layer, instance, shapes, surroundings, emitted } = sample;
  if (emitted.kind !== 'steps') return [];
  const structure = shapeOfEmission(emitted);
  const attempt = (environment: Environment, inputs: readonly KnownShape[]): Sample | null => {
    try {
      const given = literals(step.node.params, environment);
      const { params, problems } = parseParams(layer.definition.params, given);
      if (problems.length > 0) return null;
      const { findings } = layer.definition.infer(params, inputs);
      if (findings.some(({ severity }) => severity === 'error')) return null;
      const changed = emittedBy(layer, given, inputs, framework, surroundings);
      if (shapeOfEmission(changed) !== structure) return null;
      return {
        given,
        environment,
        shapes: inputs,
        emitted: changed,
        sizes: inputs.map((shape) => shape.at(-1) ?? 0),
      };
    } catch (error) {
      if (error instanceof ExpressionError) return null;
      throw error;
    }
  };
  const list: (Sample | null)[] = [];
  // What the layer doesn't speak of changes nothing in it.
  for (const name of mentionedIn(sourcesOf(step), instance.environment)) {
    const value = instance.environment[name];
    const others =
      typeof value === 'number'
        ? [value * 2, value + 1, value + 2]
        : typeof value === 'boolean'
          ? [!value]
          : [];
    for (const other of others.filter((each) => each !== value))
      list.push(attempt({ ...instance.environment, [name]: other }, shapes));
  }
  const grown = (axis: number, factor: number): readonly KnownShape[] =>
    shapes.map((shape) =>
      shape.map((size, at) => (at === (axis < 0 ? shape.length - 1 : axis) ? size * factor : size)),
    );
  const known = shapes.length > 0;
  if (known) for (const factor of [2, 3]) list.push(attempt(instance.environment, grown(-1, factor)));
  if (known && shapes[0]?.length === 3)
    for (const axis of [0, 1]) list.push(attempt(instance.environment, grown(axis, 2)));
  return list.filter((each) => each !== null);
}

function sourcesOf({ node }: LayerStep): readonly string[] {
  const sources = new Set<string>();
  const collect = (value: unknown): void => {
    if (isExpression(value)) sources.add(value.expr);
    else if (Array.isArray(value)) value.forEach(collect);
  };
  Object.values(node.params).forEach(collect);
  return [...sources];
}

/** The parameters that expressions speak of, in their own order. */
function mentionedIn(sources: readonly string[], environment: Environment): readonly string[] {
  const words = new Set(sources.flatMap((source) => source.match(/[A-Za-z_]\w*/g) ?? []));
  return words.size === 0 ? [] : Object.keys(environment).filter((name) => words.has(name));
}

/** The expressions that the user wrote into this layer, and the parameters that they speak of. */
function expressionsOf(
  step: LayerStep,
  samples: readonly Sample[],
  real: readonly LayerSample[],
  context: PartContext,
): readonly Candidate[] {
  const sources = sourcesOf(step);
  const environments = real.map(({ instance }) => instance.environment);
  const written = sources.flatMap((source): readonly Candidate[] => {
    const text = toPython(source, environments, context.nameOf);
    return text === null ? [] : [{ text, source, values: valuesOf(source, samples) }];
  });
  const mentioned = mentionedIn(sources, environments[0] ?? {});
  return [
    ...written,
    ...mentioned.map((name) => ({
      text: context.nameOf(name),
      source: name,
      values: valuesOf(name, samples),
    })),
  ];
}

function valuesOf(source: string, samples: readonly Sample[]): readonly (Argument | null)[] {
  return samples.map(({ environment }) => {
    try {
      return evaluate(source, environment);
    } catch (error) {
      if (error instanceof ExpressionError) return null;
      throw error;
    }
  });
}

function sizeCandidates(
  step: LayerStep,
  samples: readonly Sample[],
  context: PartContext,
): readonly Candidate[] {
  if (context.part.scope === null) return [];
  if (context.framework === 'pytorch') {
    const seen = new Set<string>();
    return step.inputs.flatMap((ref, at): readonly Candidate[] => {
      const text = ref === null ? null : context.sizeOf(ref);
      if (text === null || ref === null || seen.has(keyOf(ref))) return [];
      seen.add(keyOf(ref));
      return [{ text, values: samples.map(({ sizes }) => sizes[at] ?? 0) }];
    });
  }
  const axis = (text: string, at: number): Candidate => ({
    text,
    values: samples.map(({ shapes: [shape = []] }) => shape.at(at) ?? null),
  });
  const picture = samples.every(({ shapes: [shape = []] }) => shape.length === 3);
  if (!picture) return [axis(incoming.channels, -1)];
  const [height, width] = [axis(incoming.height, 0), axis(incoming.width, 1)];
  const area: Candidate = {
    text: `${height.text} * ${width.text}`,
    values: height.values.map((value, at) => Number(value) * Number(width.values[at])),
  };
  return [axis(incoming.channels, -1), height, width, area];
}

function mergeStep(
  versions: readonly CodeStep[],
  textOf: (values: readonly Argument[], name: string) => string,
  { framework }: PartContext,
): MergedStep {
  const [first] = versions;
  if (!first) throw new Error('A layer has at least one sample.');
  if ('call' in first) {
    const calls = versions.flatMap((version) => ('call' in version ? [version] : []));
    const modules = first.modules?.map((_, at) =>
      mergeText(
        calls.map((call) => call.modules?.[at] ?? ''),
        textOf,
      ),
    );
    return {
      kind: 'call',
      call: mergeText(
        calls.map(({ call }) => call),
        textOf,
      ),
      ...(modules && { modules }),
      ...(first.helper !== undefined && { helper: first.helper }),
    };
  }
  const layers = versions.flatMap((version) => ('call' in version ? [] : [version]));
  const { positional, defaults, renamed } = signatureOf(framework, first.className);
  const names = [...new Set(layers.flatMap(({ args }) => Object.keys(args)))];
  const valuesFor = (name: string): readonly Argument[] =>
    layers.map(({ args, positional: [size] = [] }): Argument => {
      const value = args[name];
      if (value !== undefined) return value;
      return strideOfPooling[first.className]?.argument === name
        ? (size ?? args['pool_size'] ?? null)
        : (defaults?.[name] ?? null);
    });
  const ahead = (first.positional ?? []).map((_, at) =>
    textOf(
      layers.map((layer) => layer.positional?.[at] ?? null),
      // Sizes of windows stand there in pooling only.
      strideOfPooling[first.className] ? 'kernel_size' : `${at}`,
    ),
  );
  const unnamed: string[] = [...ahead];
  const args: (readonly [string, string])[] = [];
  const texts = new Map(names.map((name) => [name, textOf(valuesFor(name), name)]));
  for (const [name, text] of texts) {
    const own = renamed?.[name] ?? name;
    const usual = defaults?.[own] ?? (positional?.includes(name) ? undefined : silent[name]);
    if (usual !== undefined && text === pythonLiteral(usual)) continue;
    const stride = strideOfPooling[first.className];
    if (stride?.argument === name && text === (texts.get(stride.of) ?? ahead[Number(stride.of)])) continue;
    if (positional?.includes(name)) unnamed.push(text);
    else args.push([own, text]);
  }
  return {
    kind: 'layer',
    className: first.className,
    positional: unnamed,
    args,
    first: first.first.args.map(([name], at) => [
      name,
      mergeText(
        layers.map((layer) => layer.first.args[at]?.[1] ?? ''),
        textOf,
      ),
    ]),
    drawer: first.first.drawer,
    ...(first.then !== undefined && { then: first.then }),
    ...(first.helper !== undefined && { helper: first.helper }),
    ...(first.around && { around: first.around }),
  };
}

/** Texts that differ in their numbers only. */
function mergeText(
  texts: readonly string[],
  textOf: (values: readonly Argument[], name: string) => string,
): string {
  const [first = ''] = texts;
  if (texts.every((text) => text === first)) return first;
  const numbers = texts.map((text) => (text.match(numbersInCalls) ?? []).map(Number));
  let at = 0;
  return first.replace(numbersInCalls, (written) => {
    const values = numbers.map((row) => row[at] ?? 0);
    at += 1;
    const told = values.every((value) => value === values[0]) ? written : textOf(values, 'value');
    return told === pythonNumber(Number(written)) || !/ /.test(told) ? told : `(${told})`;
  });
}

/** How many channels come out, for those who need to know; for copies without this layer it is what comes in. */
function setSizes(
  step: LayerStep,
  samples: readonly Sample[],
  known: Known,
  context: PartContext,
  parts: Parts,
): void {
  const [first] = step.samples;
  if (!first) return;
  const { definition } = first.layer;
  step.outputs.forEach((port, at) => {
    const ref = { node: step.node.id, port };
    const sizes = samples.map(({ given, shapes }): Argument => {
      const { params } = parseParams(definition.params, given);
      return definition.infer(params, shapes).shapes[at]?.at(-1) ?? null;
    });
    let text = sizes.some((size) => size === null) ? null : explain(sizes, known, false);
    const absent = context.part.instances.filter(
      (instance) => !step.samples.some((sample) => sample.instance === instance),
    );
    const [through] = step.inputs;
    if (text !== null && absent.length > 0 && through) {
      const passed = context.sizeOf(through);
      if (
        text !== passed &&
        !agrees(known.candidates.find((each) => each.text === text)?.source, absent, ref, parts)
      )
        text = null;
    }
    context.setSize(ref, text);
  });
}

/** Whether one of the user's own expressions holds where the layer is left out, too. */
function agrees(
  source: string | undefined,
  absent: readonly Instance[],
  ref: { readonly node: string; readonly port: string },
  parts: Parts,
): boolean {
  if (source === undefined) return false;
  return absent.every((instance) => {
    try {
      return parts.shapeOf(instance, ref)?.at(-1) === evaluate(source, instance.environment);
    } catch (error) {
      if (error instanceof ExpressionError) return false;
      throw error;
    }
  });
}
