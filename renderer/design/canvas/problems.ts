/** The problems by the layer of the drawing where they show. */
import { computed } from 'mobx';
import { createContext, useContext } from 'react';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { NodeId } from '../../../shared/graph/document';
import type { DocumentStore } from '../../document/document-store';

export type ProblemMap = ReadonlyMap<NodeId, readonly Diagnostic[]>;

export const ProblemContext = createContext<{ get(): ProblemMap } | null>(null);

/** Those of the graph in view, in the copy that is shown; a block's are all that lie inside it. Computed once for all cards. */
export function problemsOf(documents: DocumentStore): { get(): ProblemMap } {
  return computed(() => {
    const map = new Map<NodeId, Diagnostic[]>();
    for (const problem of documents.compiled.diagnostics) {
      const node = documents.problemNode(problem);
      if (node === null) continue;
      const list = map.get(node);
      if (list) list.push(problem);
      else map.set(node, [problem]);
    }
    return map;
  });
}

const nothing: ProblemMap = new Map();

/** Only inside observers. */
export function useProblems(): ProblemMap {
  return useContext(ProblemContext)?.get() ?? nothing;
}
