/** What training asks for beyond a drawing without errors. */
import { insertOnEdge, newNode } from '../graph/create';
import { layers as catalogue } from '../layers/index';
import { parseParams } from '../layers/support/fields';
import type { Compiled, CompiledLayer, Diagnostic, Fix } from './compiled';
import { edgeInto, inScope } from './fixes';
import { trainingMemory } from './memory';

export interface TrainingLimits {
  /** Of the chosen data; null while none is chosen. */
  readonly classCount: number | null;
  /** Bytes that the device allows; null where unknown. */
  readonly memoryLimit: number | null;
}

/** The drawing's own errors, and what keeps it from being trained, each with its fixes. Empty: it can be trained. */
export function trainingProblems(compiled: Compiled, limits: TrainingLimits): readonly Diagnostic[] {
  const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error');
  const own = [
    ...endProblems(compiled),
    ...runProblems(compiled),
    ...taskProblems(compiled, limits),
    ...memoryProblems(compiled, limits),
  ];
  return [...errors, ...own];
}

function whole(code: string, message: string, fixes: readonly Fix[] = []): Diagnostic {
  return { severity: 'error', code, nodeId: null, documentNode: null, message, fixes };
}

function about(layer: CompiledLayer, code: string, message: string, fixes: readonly Fix[] = []): Diagnostic {
  const documentNode = layer.block ?? layer.origin.node;
  return { severity: 'error', code, nodeId: layer.id, documentNode, message, fixes };
}

const withRole = (compiled: Compiled, role: string): readonly CompiledLayer[] =>
  compiled.layers.filter(({ definition }) => definition.role === role);

function endProblems(compiled: Compiled): Diagnostic[] {
  if (compiled.layers.length === 0) {
    return [
      whole('empty-network', 'There is no network yet: draw one, or open one of the networks on the left.'),
    ];
  }
  const problems: Diagnostic[] = [];
  const inputs = withRole(compiled, 'input');
  const outputs = withRole(compiled, 'output');
  if (inputs.length === 0)
    problems.push(whole('no-input', 'The network has no Input: add one before its first layer.'));
  if (inputs.length > 1) {
    problems.push(
      whole(
        'several-inputs',
        `The data has one picture a row, but the network has ${inputs.length} inputs: keep one of them.`,
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
        `The data has one label a picture, but the network has ${outputs.length} outputs: keep one of them.`,
      ),
    );
  }
  if (inputs.length > 0 && outputs.length > 0 && compiled.totals.trainable === 0) {
    problems.push(
      whole(
        'nothing-to-train',
        'No layer has weights, so there is nothing to train: add a convolution or a dense layer.',
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

function runProblems({ layers }: Compiled): Diagnostic[] {
  return layers.flatMap((layer) => {
    const { notExecutable: why } = layer.definition;
    return why === undefined
      ? []
      : [about(layer, 'not-executable', `${layer.name} can't be trained. ${why}`)];
  });
}

function taskProblems(compiled: Compiled, { classCount }: TrainingLimits): Diagnostic[] {
  return withRole(compiled, 'output').flatMap((layer) => {
    const task = layer.definition.task?.(parseParams(layer.definition.params, layer.params).params);
    if (task !== 'classification') {
      const message = `The data has one class a picture, which ${task ?? 'this output'} can't be trained on: make ${layer.name} a classification.`;
      return [about(layer, 'task-without-data', message)];
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
    fixes.push({ label: `Set ${layer.name} to ${classCount} ${features}`, edits: [edit] });
  }
  const edge = edgeInto(compiled.document, output, 'in');
  const dense = catalogue.find(({ category, features: name }) => category === 'dense' && name !== undefined);
  if (fixes.length === 0 && edge && dense?.features !== undefined && output.origin.scope === null) {
    const node = newNode(compiled.document, dense, { [dense.features]: classCount });
    fixes.push({
      label: `Insert ${dense.type} with ${classCount} ${dense.features}`,
      edits: insertOnEdge(compiled.document, edge, node),
    });
  }
  return fixes;
}

const gigabytes = (bytes: number): string =>
  `${(bytes / 1024 ** 3).toLocaleString('en-US', { maximumSignificantDigits: 3 })} GB`;

function memoryProblems(compiled: Compiled, { memoryLimit }: TrainingLimits): Diagnostic[] {
  const { batchSize, optimizer } = compiled.document.training;
  const { total, activations } = trainingMemory(compiled, batchSize, optimizer);
  if (memoryLimit === null || total <= memoryLimit) return [];
  const rest = total - activations;
  const fitting = Math.floor((memoryLimit - rest) / (activations / batchSize));
  const smaller = 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
  const message = `Training needs about ${gigabytes(total)} at a batch of ${batchSize}, but this device allows ${gigabytes(memoryLimit)}.`;
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
