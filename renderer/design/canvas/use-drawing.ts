/** The graph in view as React Flow's nodes and edges, kept in step with the document. */
import { reaction } from 'mobx';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import type { DocumentStore } from '../../document/document-store';
import type { DrawnNode, WireEdge } from './drawn-node';
import { flowEdges, flowNodes } from './flow';

interface Drawing {
  readonly nodes: DrawnNode[];
  readonly edges: WireEdge[];
  readonly setNodes: Dispatch<SetStateAction<DrawnNode[]>>;
  readonly setEdges: Dispatch<SetStateAction<WireEdge[]>>;
}

export function useDrawing(documents: DocumentStore): Drawing {
  const [nodes, setNodes] = useState<DrawnNode[]>(() => flowNodes(documents.graph, documents.selection, []));
  const [edges, setEdges] = useState<WireEdge[]>(() => flowEdges(documents.graph, []));
  useEffect(
    () =>
      reaction(
        () => {
          const { graph, selection } = documents;
          const ports = 'inputs' in graph ? [graph.inputs, graph.outputs] : [];
          return [
            documents.scope,
            graph.nodes,
            graph.edges,
            graph.layout,
            selection,
            documents.document.definitions,
            documents.document.groups,
            documents.document.notes,
            ...ports,
          ] as const;
        },
        ([scope], [scopeBefore]) => {
          // Another graph may have cards of the same names, which are not the same cards.
          const same = scope === scopeBefore;
          setNodes((before) => flowNodes(documents.graph, documents.selection, same ? before : []));
          setEdges((before) => flowEdges(documents.graph, same ? before : []));
        },
        { equals: (a, b) => a.length === b.length && a.every((part, i) => part === b[i]) },
      ),
    [documents],
  );
  return { nodes, edges, setNodes, setEdges };
}
