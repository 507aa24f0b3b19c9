/** A trained network: the document that was trained, never today's drawing, and all that is needed to use it. */
import type { Preprocessing } from '../data/preprocessing';
import type { ConvDocument, NodeId } from '../graph/document';
import type { RunRecord } from './run-record';
import type { Task } from './scores';
import type { WeightMap } from './weights';

/** What an output's numbers mean. */
export interface OutputMeaning {
  readonly task: Task;
  /** In the order of the output's numbers. */
  readonly classNames: readonly string[];
}

/** Where weights come from. */
export type Origin =
  | { readonly kind: 'run'; readonly record: RunRecord }
  | {
      readonly kind: 'pretrained';
      readonly name: string;
      readonly source: string;
      readonly licence: string;
    }
  | {
      readonly kind: 'imported';
      readonly format: string;
      readonly file: string;
      /** Keys of the file that no layer took. */
      readonly unmatched: readonly string[];
    };

/** All of a model but its weights. */
export interface ModelFacts {
  readonly trainedOn: ConvDocument;
  readonly preprocessing: Preprocessing;
  /** By the id of the Output node. */
  readonly outputs: Readonly<Record<NodeId, OutputMeaning>>;
  readonly origin: Origin;
}

export interface TrainedModel extends ModelFacts {
  readonly weights: WeightMap;
}

/** "Run 3", or what a pretrained or imported model is called. */
export function modelName({ origin }: Pick<ModelFacts, 'origin'>): string {
  switch (origin.kind) {
    case 'run':
      return origin.record.name;
    case 'pretrained':
      return origin.name;
    case 'imported':
      return origin.file;
  }
}

/** Of the first output; empty where none tells classes apart. */
export function classNamesOf({ outputs }: Pick<ModelFacts, 'outputs'>): readonly string[] {
  return Object.values(outputs)[0]?.classNames ?? [];
}
