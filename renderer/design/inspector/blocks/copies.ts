/** The copies of a block in view, one after the other: with which parameters, and what comes out. Only inside observers. */
import type { BlockNode } from '../../../../shared/graph/document';
import { findDefinition } from '../../../../shared/graph/scope';
import type { Shape } from '../../../../shared/layers/shape';
import type { ExpressionValue } from '../../../../shared/layers/support/expression';
import type { DocumentStore } from '../../../document/document-store';
import { copyPrefix, environmentsOf } from '../../../document/place';

export interface Copy {
  readonly index: number;
  readonly values: Readonly<Record<string, ExpressionValue>>;
  /** Trainable ones. */
  readonly parameters: number;
  readonly output: Shape | null;
}

export function copiesOf(documents: DocumentStore, node: BlockNode): readonly Copy[] {
  const { document, place, compiled } = documents;
  const definition = findDefinition(document, node.definition);
  if (!definition) return [];
  const parametersIn = new Map<string, number>();
  for (const { id, trainable } of documents.layersOf(node.id)) {
    const prefix = id.slice(0, id.indexOf('/', place.prefix.length) + 1);
    parametersIn.set(prefix, (parametersIn.get(prefix) ?? 0) + trainable);
  }
  const [output] = definition.outputs;
  return environmentsOf(node, definition, place.environment).map((values, index) => {
    const prefix = copyPrefix(place.prefix, node, index);
    return {
      index,
      values,
      parameters: parametersIn.get(prefix) ?? 0,
      output: output ? compiled.shapeAt(prefix + output.node, output.port) : null,
    };
  });
}

export interface CopyGroup {
  /** `1`, `2–4` */
  readonly copies: string;
  readonly differs: string;
  readonly parameters: number;
  readonly output: Shape | null;
}

/** Neighbours of which the same is to be said are one. Only parameters that are not the same in all copies are told. */
export function groupCopies(copies: readonly Copy[]): readonly CopyGroup[] {
  const [first] = copies;
  if (!first) return [];
  const names = Object.keys(first.values).filter(
    (name) => name !== 'i' && copies.some(({ values }) => values[name] !== first.values[name]),
  );
  const groups: { from: number; to: number; copy: Copy; differs: string; key: string }[] = [];
  for (const copy of copies) {
    const differs = names.map((name) => `${name} ${String(copy.values[name])}`).join(', ');
    const key = JSON.stringify([differs, copy.parameters, copy.output]);
    const last = groups.at(-1);
    if (last?.key === key) last.to = copy.index;
    else groups.push({ from: copy.index, to: copy.index, copy, differs, key });
  }
  return groups.map(({ from, to, copy, differs }) => ({
    copies: from === to ? String(from + 1) : `${from + 1}–${to + 1}`,
    differs,
    parameters: copy.parameters,
    output: copy.output,
  }));
}
