/** What training asks for beyond a drawing without errors. */
import { newNode } from '../graph/create';
import { layers as catalogue } from '../layers/index';
import type { Task } from '../layers/support/primitives';
import { parseParams } from '../schema/fields';
import { bytesText } from './bytes-text';
import type { TrainingCode } from './codes';
import type { Compiled, CompiledLayer, Diagnostic, Fix } from './compiled';
import { branchTo } from './ends';
import { fix, inSequence } from './fix';
import { hasWayIn, inEvery, inScope, insertInto, removing } from './fixes';
import { trainingMemory } from './memory';
import { globalPooling } from './remedies';

export interface TrainingLimits {
  /** Of the chosen data; null while none is chosen. */
  readonly classCount: number | null;
  /** Bytes that the device allows; null where unknown. */
  readonly memoryLimit: number | null;
}

/** Said in place of the others while there is nothing to train on. */
export const noData: Diagnostic = whole(
  'no-data',
  'No pictures are chosen yet, so there is nothing to learn from.',
);

/** The document names a set of the user's own that is not open now. */
export const dataNotAtHand = (name: string): Diagnostic =>
  whole('no-data', `The pictures of “${name}” are not at hand: open their folder in Data.`);

/** The drawing's own errors, and what keeps it from being trained, each with its fixes. Empty: it can be trained. */
export function trainingProblems(compiled: Compiled, limits: TrainingLimits): readonly Diagnostic[] {
  const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error');
  const own = [
    ...endProblems(compiled, limits),
    ...runProblems(compiled),
    ...taskProblems(compiled, limits),
    ...memoryProblems(compiled, limits),
  ];
  return [...errors, ...own];
}

function whole(code: TrainingCode, message: string, fixes: readonly Fix[] = []): Diagnostic {
  return { severity: 'error', code, nodeId: null, documentNode: null, message, fixes };
}

function about(
  layer: CompiledLayer,
  code: TrainingCode,
  message: string,
  fixes: readonly Fix[] = [],
): Diagnostic {
  const documentNode = layer.block ?? layer.origin.node;
  return { severity: 'error', code, nodeId: layer.id, documentNode, message, fixes };
}

const withRole = (compiled: Compiled, role: string): readonly CompiledLayer[] =>
  compiled.layers.filter(({ definition }) => definition.role === role);

/** More ways out would be no help. */
const MOST_OFFERED = 4;

/** The other outputs go, each with the layers that led to nothing else: what is left would be dead branches. */
function keepingOnly({ document }: Compiled, outputs: readonly CompiledLayer[], kept: CompiledLayer): Fix {
  const others = outputs.filter((output) => output !== kept && output.origin.scope === null);
  return fix(`Keep ${kept.name} only`, () => [
    {
      edit: 'removeNodes',
      ids: branchTo(
        document,
        others.map(({ origin }) => origin.node),
      ),
    },
  ]);
}

function endProblems(compiled: Compiled, { classCount }: TrainingLimits): Diagnostic[] {
  if (compiled.layers.length === 0) {
    return [
      whole('empty-network', 'There is no network yet: draw one, or open one of the networks on the left.'),
    ];
  }
  const problems: Diagnostic[] = [];
  const inputs = withRole(compiled, 'input');
  const outputs = withRole(compiled, 'output');
  if (inputs.length === 0) {
    // What is said of the layer that nothing is connected to knows how to add one.
    const fixes = compiled.diagnostics.find(({ code }) => code === 'missing-input')?.fixes ?? [];
    problems.push(whole('no-input', 'The network has no Input, so no picture can come in.', fixes));
  }
  if (inputs.length > 1) {
    problems.push(
      whole(
        'several-inputs',
        `The data gives one picture at a time, but the network has ${inputs.length} inputs: keep one of them.`,
      ),
    );
  }
  if (outputs.length === 0) {
    // The compiler's own warning about the end knows how to add one.
    const fixes = compiled.diagnostics.find(({ code }) => code === 'dead-end')?.fixes ?? [];
    problems.push(
      whole('no-output', 'The network has no Output, so there is nothing to compare with the truth.', fixes),
    );
  }
  if (outputs.length > 1) {
    problems.push(
      whole(
        'several-outputs',
        `The data names one class for each picture, but the network has ${outputs.length} outputs: keep one of them.`,
        outputs.length > MOST_OFFERED ? [] : outputs.map((kept) => keepingOnly(compiled, outputs, kept)),
      ),
    );
  }
  if (inputs.length > 0 && outputs.length > 0 && compiled.totals.trainable === 0) {
    problems.push(
      whole(
        'nothing-to-train',
        'No layer has weights that may change, so there is nothing to train: add a convolution or a dense layer.',
        outputs.length === 1 ? outputs.flatMap((output) => denseBefore(compiled, output, classCount)) : [],
      ),
    );
  }
  for (const layer of inputs) {
    const rank = layer.outputShapes[0]?.length;
    if (rank === 1)
      problems.push(
        about(
          layer,
          'input-is-vector',
          `${layer.name} takes a vector, but the data are pictures: give it a height, a width and channels.`,
        ),
      );
  }
  return problems;
}

function runProblems({ document, layers }: Compiled): Diagnostic[] {
  return layers.flatMap((layer) => {
    const { notExecutable: why } = layer.definition;
    if (why === undefined) return [];
    // What follows would not fit another shape.
    const same = String(layer.inputShapes[0]) === String(layer.outputShapes[0]);
    const { scope, node } = layer.origin;
    const fixes = same
      ? [fix(inEvery(document, scope, `Remove ${layer.name}`), () => removing(document, scope, node))]
      : [];
    return [about(layer, 'not-executable', `${layer.name} can't be trained. ${why}`, fixes)];
  });
}

/** What will keep the drawing from being trained on the chosen data, to be told while drawing: nothing is broken yet. */
export function dataWarnings(compiled: Compiled, classCount: number): readonly Diagnostic[] {
  return taskProblems(compiled, { classCount }).map((problem) => ({ ...problem, severity: 'warning' }));
}

function taskProblems(compiled: Compiled, { classCount }: Pick<TrainingLimits, 'classCount'>): Diagnostic[] {
  return withRole(compiled, 'output').flatMap((layer) => {
    const task = layer.definition.task?.(layer.settings);
    if (task !== 'classification') {
      const message = `${layer.name} learns from ${answers[task ?? 'regression']}, but the data names one class for each picture.`;
      return [about(layer, 'task-without-data', message, classificationFixes(compiled, layer))];
    }
    const classes = layer.inputShapes[0]?.at(-1) ?? null;
    if (classCount === null || classes === null || classes === classCount) return [];
    const message = `The network gives ${classes} ${classes === 1 ? 'number' : 'numbers'}, but the data has ${classCount} classes: one is needed for each.`;
    return [about(layer, 'class-count', message, classCountFixes(compiled, layer, classCount))];
  });
}

/** Sets the width of the layer that decides how many numbers come out, or puts a dense layer before the output. */
function classCountFixes(compiled: Compiled, output: CompiledLayer, classCount: number): Fix[] {
  const fixes: Fix[] = [];
  const before = (layer: CompiledLayer): CompiledLayer | undefined => {
    const edges = compiled.edges.filter(({ target }) => target === layer.id);
    return edges.length === 1 ? compiled.byId.get(edges[0]?.source ?? '') : undefined;
  };
  let layer = before(output);
  while (layer && (layer.definition.role === 'activation' || layer.definition.role === 'regularizer'))
    layer = before(layer);
  const features = layer?.definition.features;
  if (layer && features !== undefined) {
    const edit = {
      edit: 'setParams',
      ...inScope(layer),
      id: layer.origin.node,
      params: { [features]: classCount },
    } as const;
    const label = inEvery(
      compiled.document,
      layer.origin.scope,
      `Set ${layer.name} to ${classCount} ${features}`,
    );
    fixes.push({ label, edits: [edit] });
  }
  return fixes.length > 0 ? fixes : denseBefore(compiled, output, classCount);
}

/** A dense layer with one number for each class; as many as come in, while no data is chosen. */
function denseBefore({ document }: Compiled, output: CompiledLayer, classCount: number | null): Fix[] {
  const dense = catalogue.find(({ category, features: name }) => category === 'dense' && name !== undefined);
  const [shape] = output.inputShapes;
  const units = classCount ?? shape?.at(-1) ?? null;
  const { scope, node } = output.origin;
  if (dense?.features === undefined || shape?.length !== 1 || units === null) return [];
  const { features } = dense;
  if (!hasWayIn(document, output.origin, 'in')) return [];
  return [
    fix(
      inEvery(document, scope, `Insert ${dense.type} with ${units} ${features}`),
      () =>
        insertInto(document, scope, node, 'in', newNode(document, dense, { [features]: units }, scope)) ?? [],
    ),
  ];
}

/** What each task is trained on. */
const answers: Readonly<Record<Task, string>> = {
  classification: 'one class for each picture',
  multilabel: 'any number of classes for each picture',
  regression: 'numbers to come close to',
  segmentation: 'a class for every pixel',
};

/** Makes the output a classification; one that answers for every pixel has to give one answer for all of them then. */
function classificationFixes({ document }: Compiled, output: CompiledLayer): Fix[] {
  const { definition, origin } = output;
  const asTask = Object.keys(definition.params).find((name) => {
    const { params, problems } = parseParams(definition.params, {
      ...output.params,
      [name]: 'classification',
    });
    return problems.length === 0 && definition.task?.(params) === 'classification';
  });
  if (asTask === undefined) return [];
  const pooling = output.inputShapes[0]?.length === 3 ? globalPooling : undefined;
  const label = pooling ? 'Average over all pixels and make it a classification' : 'Make it a classification';
  return [
    fix(inEvery(document, origin.scope, label), () =>
      inSequence(
        document,
        () => [
          { edit: 'setParams', ...inScope(output), id: origin.node, params: { [asTask]: 'classification' } },
        ],
        (now) =>
          pooling
            ? (insertInto(now, origin.scope, origin.node, 'in', newNode(now, pooling, {}, origin.scope)) ??
              [])
            : [],
      ),
    ),
  ];
}

function memoryProblems(compiled: Compiled, { memoryLimit }: TrainingLimits): Diagnostic[] {
  const { batchSize, optimizer } = compiled.document.training;
  const { total, activations } = trainingMemory(compiled, batchSize, optimizer);
  if (memoryLimit === null || total <= memoryLimit) return [];
  const rest = total - activations;
  const fitting = Math.floor((memoryLimit - rest) / (activations / batchSize));
  const smaller = 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
  const message = `Training needs about ${bytesText(total)} at a batch of ${batchSize}, but this device allows ${bytesText(memoryLimit)}.`;
  if (fitting < 1) {
    return [
      whole(
        'too-large',
        `${message} Even one picture at a time would not fit: make the largest layers smaller.`,
      ),
    ];
  }
  const label = `Train with batches of ${smaller}`;
  return [
    whole('too-large', message, [
      { label, edits: [{ edit: 'setTraining', training: { batchSize: smaller } }] },
    ]),
  ];
}
