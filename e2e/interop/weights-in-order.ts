/** Our weights as generated code takes them: layer by layer in the order in which the code makes its layers. */
import type { Compiled, CompiledLayer } from '../../shared/compiler/compiled';
import type { Instance } from '../../shared/compiler/instance';
import type { Framework } from '../../shared/export/code/generate-code';
import { partsOf, type LayerSample, type Part } from '../../shared/export/code/parts';
import { permuteAxes } from '../../shared/export/permute';
import type { EmittedWeight } from '../../shared/layers/support/emission';
import type { WeightMap, WeightTensor } from '../../shared/model/weights';

export interface NamedWeight extends WeightTensor {
  /** The framework's. */
  readonly name: string;
}

/** A layer of the framework, and ours that it comes from. */
export interface Made {
  readonly layer: CompiledLayer;
  readonly weights: readonly EmittedWeight[];
}

/** Layers that have weights, in the order in which the code makes them. */
export function madeInOrder(compiled: Compiled, framework: Framework): readonly Made[] {
  return samplesInOrder(compiled, framework).flatMap(({ layer, emitted }) =>
    emitted.kind !== 'steps'
      ? []
      : emitted.steps.flatMap((step) =>
          'call' in step || step.weights.length === 0 ? [] : [{ layer, weights: step.weights }],
        ),
  );
}

function samplesInOrder(compiled: Compiled, framework: Framework): readonly LayerSample[] {
  const parts = partsOf(compiled, framework);
  const partOf = new Map(parts.blocks.flatMap((part) => part.instances.map((each) => [each, part] as const)));
  const samples: LayerSample[] = [];
  const visit = (part: Part, instance: Instance): void => {
    for (const step of part.steps) {
      if (step.kind === 'layer') samples.push(...step.samples.filter((each) => each.instance === instance));
      else
        for (const copy of step.copies.get(instance) ?? []) {
          const inner = partOf.get(copy);
          if (inner) visit(inner, copy);
        }
    }
  };
  for (const instance of parts.root.instances) visit(parts.root, instance);
  return samples;
}

export function weightsInOrder(
  compiled: Compiled,
  framework: Framework,
  weights: WeightMap,
): readonly (readonly NamedWeight[])[] {
  const samples = samplesInOrder(compiled, framework);
  const byId = new Map(samples.map((sample) => [sample.layer.id, sample]));

  /** Height, width and channels of the picture that PyTorch flattens before this layer channel by channel. */
  const flattened = (layer: CompiledLayer): readonly number[] | null => {
    if (framework === 'keras') return null;
    for (let at = layer; ;) {
      const { id } = at;
      const edge = compiled.edges.find(({ target }) => target === id);
      const before: CompiledLayer | undefined = edge && compiled.byId.get(edge.source);
      const emitted = before && byId.get(before.id)?.emitted;
      if (!before || emitted?.kind !== 'steps') return null;
      const [first] = emitted.steps;
      if (first && 'call' in first && first.call === 'torch.flatten({0}, 1)')
        return byId.get(before.id)?.shapes[0] ?? null;
      if (before.definition.role !== 'activation' && before.definition.role !== 'regularizer') return null;
      at = before;
    }
  };

  return madeInOrder(compiled, framework).map(({ layer, weights: emitted }) => {
    const picture = layer.definition.role === 'linear' ? flattened(layer) : null;
    return emitted.map(({ name, as, permutation, shape: written }): NamedWeight => {
      const own = weights.get(`${layer.id}/${name}`);
      if (!own) throw new Error(`There is no weight ${layer.id}/${name}.`);
      const ordered = name === 'kernel' && picture?.length === 3 ? channelsFirst(own, picture) : own;
      const data = permutation ? permuteAxes(ordered.data, own.shape, permutation) : ordered.data;
      const shape = written ?? permutation?.map((axis) => own.shape[axis] ?? 1) ?? own.shape;
      return { name: as, shape, data };
    });
  });
}

/** The rows of a dense kernel, which are a picture's values, in PyTorch's order. */
function channelsFirst({ shape, data }: WeightTensor, picture: readonly number[]): WeightTensor {
  return { shape, data: permuteAxes(data, [...picture, shape[1] ?? 1], [2, 0, 1, 3]) };
}
