import '@xyflow/react/dist/base.css';
import {
  applyEdgeChanges,
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { reaction } from 'mobx';
import { observer } from 'mobx-react-lite';
import { type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { connectionRefusal } from '../../shared/graph/connect';
import type { Edge, NodeId } from '../../shared/graph/document';
import { useApp } from '../stores/app-context';
import { cardsOf } from './cards';
import { CardView } from './CardView';
import { isDragged, readDragged } from './drag';
import { addConnected, drop, sameTarget, type Target, targetAt } from './drop';
import { EmptyCanvas } from './EmptyCanvas';
import { type CardNode, flowEdges, flowNodes, type WireEdge } from './flow';
import { NextLayer } from './NextLayer';
import { ProblemContext, problemsOf } from './problems';
import { TargetContext } from './target-context';
import { fitting, useCanvasControls } from './use-canvas-controls';
import { Wire } from './Wire';
import { ZoomBar } from './ZoomBar';
import styles from './canvas.module.css';

const nodeTypes = { card: CardView };
const edgeTypes = { wire: Wire };
/** Below so many cards the whole network is in sight anyway. */
const MINIMAP_FROM = 12;

interface Pending {
  /** The window's, relative to the canvas. */
  readonly x: number;
  readonly y: number;
  readonly at: { readonly x: number; readonly y: number };
  readonly from: { readonly node: NodeId; readonly port: string; readonly end: 'source' | 'target' };
}

/** The drawing. React Flow shows it and reports gestures; the document store owns it. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}

const Flow = observer(function Flow() {
  const { documents, ui } = useApp();
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const boxing = useRef(false);
  const [nodes, setNodes] = useState<CardNode[]>(() =>
    flowNodes(documents.document, documents.selection, []),
  );
  const [edges, setEdges] = useState<WireEdge[]>(() => flowEdges(documents.document, []));
  const [target, setTarget] = useState<Target | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const problems = useMemo(() => problemsOf(documents), [documents]);
  useCanvasControls(frame);

  useEffect(
    () =>
      reaction(
        () =>
          [
            documents.document.nodes,
            documents.document.edges,
            documents.document.layout,
            documents.selection,
          ] as const,
        () => {
          setNodes((before) => flowNodes(documents.document, documents.selection, before));
          setEdges((before) => flowEdges(documents.document, before));
        },
      ),
    [documents],
  );

  const changeNodes = (changes: NodeChange<CardNode>[]): void => {
    // Which layers are selected is the store's; React Flow only says so while a box is drawn.
    const own = boxing.current ? changes : changes.filter(({ type }) => type !== 'select');
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before));
  };

  const place = (moved: readonly CardNode[]): void => {
    const { layout } = documents.document;
    const places = Object.fromEntries(
      moved.map(({ id, position: { x, y } }) => [id, { ...layout[id], x: Math.round(x), y: Math.round(y) }]),
    );
    const [first] = moved;
    const name = first && documents.node(first.id)?.name;
    documents.transact(moved.length === 1 ? `Move ${name ?? 'card'}` : `Move ${moved.length} cards`, [
      { edit: 'place', layout: places },
    ]);
  };

  const edgeOf = ({ source, target: to, sourceHandle, targetHandle }: Connection): Edge => {
    const card = cardsOf(documents.document).find(({ id }) => id === source);
    return {
      source: card?.nodes.at(-1) ?? source,
      sourcePort: sourceHandle ?? 'out',
      target: to,
      targetPort: targetHandle ?? 'in',
    };
  };

  const connect = (connection: Connection): void => {
    const edge = edgeOf(connection);
    const refusal = connectionRefusal(documents.document, edge);
    if (refusal !== null) ui.notify({ kind: 'error', message: refusal });
    else documents.transact('Connect', [{ edit: 'connect', edge }]);
  };

  /** A wire that was let go over nothing asks what comes next; over a taken port it says why that can't be. */
  const endConnection = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const { fromHandle, fromNode, toHandle, isValid } = state;
    if (isValid === true || fromHandle === null || !('clientX' in event)) return;
    if (toHandle) {
      const [from, to] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle];
      const refusal = connectionRefusal(
        documents.document,
        edgeOf({
          source: from.nodeId,
          target: to.nodeId,
          sourceHandle: from.id ?? null,
          targetHandle: to.id ?? null,
        }),
      );
      if (refusal !== null) ui.notify({ kind: 'error', message: refusal });
      return;
    }
    if (targetAt(event.clientX, event.clientY).kind !== 'void') return;
    const box = frame.current?.getBoundingClientRect();
    const card = cardsOf(documents.document).find(({ id }) => id === fromNode.id);
    if (!box || !card) return;
    const end = fromHandle.type;
    setPending({
      x: Math.min(event.clientX - box.left, box.width - 250),
      y: Math.min(event.clientY - box.top, box.height - 300),
      at: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }),
      from: {
        node: (end === 'source' ? card.nodes.at(-1) : card.id) ?? card.id,
        port: fromHandle.id ?? 'out',
        end,
      },
    });
  };

  const over = (event: DragEvent): void => {
    if (!isDragged(event)) return;
    event.preventDefault();
    const next = targetAt(event.clientX, event.clientY);
    setTarget((before) => (sameTarget(before, next) ? before : next));
  };

  const dropped = (event: DragEvent): void => {
    const dragged = readDragged(event);
    setTarget(null);
    if (!dragged) return;
    event.preventDefault();
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    drop(documents, dragged, targetAt(event.clientX, event.clientY), point);
  };

  const cutSelectedWires = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    const cut = edges.flatMap(({ selected, data }) => (selected && data ? [data.edge] : []));
    if (cut.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    documents.transact(
      'Disconnect',
      cut.map((edge) => ({ edit: 'disconnect', edge }) as const),
    );
  };

  return (
    <ProblemContext.Provider value={problems}>
      <TargetContext.Provider value={target}>
        <div
          ref={frame}
          className={styles.frame}
          data-testid="canvas"
          onDragOver={over}
          onDragLeave={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setTarget(null);
          }}
          onDrop={dropped}
          onKeyDown={cutSelectedWires}
        >
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={changeNodes}
            onEdgesChange={(changes: EdgeChange<WireEdge>[]) =>
              setEdges((before) => applyEdgeChanges(changes, before))
            }
            onNodeDragStop={(_, __, moved) => place(moved)}
            onSelectionStart={() => (boxing.current = true)}
            onSelectionEnd={() => {
              boxing.current = false;
              documents.select(
                flow.getNodes().flatMap((node) => (node.selected ? (node as CardNode).data.nodes : [])),
              );
            }}
            onSelectionDragStop={(_, moved) => place(moved)}
            onConnect={connect}
            onConnectEnd={endConnection}
            isValidConnection={(connection) =>
              connectionRefusal(
                documents.document,
                edgeOf({
                  ...connection,
                  sourceHandle: connection.sourceHandle ?? null,
                  targetHandle: connection.targetHandle ?? null,
                }),
              ) === null
            }
            onPaneClick={() => documents.select([])}
            deleteKeyCode={null}
            selectionKeyCode="Shift"
            multiSelectionKeyCode={null}
            nodeDragThreshold={4}
            nodesFocusable={false}
            selectNodesOnDrag={false}
            connectionRadius={28}
            minZoom={0.1}
            maxZoom={2}
            fitView
            fitViewOptions={fitting}
            zoomOnDoubleClick={false}
            proOptions={{ hideAttribution: true }}
            onlyRenderVisibleElements={nodes.length > 150}
            aria-label="The network"
          >
            <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dot)" />
            {ui.minimap && nodes.length >= MINIMAP_FROM && (
              <MiniMap
                pannable
                zoomable
                ariaLabel="Map of the network"
                nodeColor="var(--line-strong)"
                maskColor="var(--mask)"
                bgColor="var(--panel)"
              />
            )}
          </ReactFlow>
          {nodes.length === 0 && <EmptyCanvas />}
          <ZoomBar />
          {pending && (
            <NextLayer
              x={pending.x}
              y={pending.y}
              end={pending.from.end}
              onLeave={() => setPending(null)}
              onChoose={(type) => {
                setPending(null);
                addConnected(documents, type, pending.from, pending.at);
              }}
            />
          )}
        </div>
      </TargetContext.Provider>
    </ProblemContext.Provider>
  );
});
