/** One step that makes a network and a set of pictures fit each other. */
import type { Compiled } from '../compiler/compiled';
import { trainingProblems } from '../compiler/trainable';
import type { DatasetDescription } from '../data/catalogue';
import type { Edit } from '../graph/edit';
import { choiceOf } from './choose-set';

export interface FitToSet {
  readonly edits: readonly Edit[];
  /** What they change of the network, a few words each; empty where it fits as it is. */
  readonly changes: readonly string[];
}

/** The set is chosen, and its pictures are brought to the input by steps of the pipeline. */
export const chosenSet = (compiled: Compiled, set: DatasetDescription): Edit => ({
  edit: 'setData',
  data: choiceOf(set, compiled),
});

/**
 * The set is chosen, its pictures are brought to the input by steps of the pipeline, the layer that decides how many numbers
 * come out gets one for each class, and the output the classes' names.
 */
export function fitToSet(compiled: Compiled, set: DatasetDescription): FitToSet {
  const { classNames } = set;
  const problems = trainingProblems(compiled, { classCount: classNames.length, memoryLimit: null });
  const count = problems.find(({ code }) => code === 'class-count')?.fixes[0];
  const outputs = compiled.layers.filter(
    ({ definition, settings }) => definition.role === 'output' && namesOf(settings).length > 0,
  );
  const renamed = outputs.filter(({ settings }) => namesOf(settings).join('\n') !== classNames.join('\n'));
  const names = renamed.map(({ origin }): Edit => ({
    edit: 'setParams',
    ...(origin.scope !== null && { scope: origin.scope }),
    id: origin.node,
    params: { classNames: [...classNames] },
  }));
  return {
    edits: [chosenSet(compiled, set), ...(count?.edits ?? []), ...names],
    changes: [
      ...(count ? [count.label] : []),
      ...renamed.map(({ name }) => `Give ${name} the names of the ${classNames.length} classes`),
    ],
  };
}

function namesOf(settings: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { classNames } = settings;
  return Array.isArray(classNames) ? classNames : [];
}
