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
import { observer } from 'mobx-react-lite';
import { type DragEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../shared/graph/document';
import { useApp } from '../stores/app-context';
import { Breadcrumb } from './Breadcrumb';
import { cardsOf } from './cards';
import { CardView } from './CardView';
import { draw, drawingRefusal, readConnection } from './connect';
import { isDragged, readDragged } from './drag';
import { addConnected, drop, sameTarget, type Target, targetAt } from './drop';
import { EmptyCanvas } from './EmptyCanvas';
import { Detail } from './Detail';
import { FindBox } from './FindBox';
import { HeatLegend } from './HeatLegend';
import { mapColor } from './map-color';
import type { DrawnNode, WireEdge } from './flow';
import { NextLayer } from './NextLayer';
import { PillView } from './PillView';
import { cutWires } from './port-edits';
import { readPillId } from './port-pills';
import { ProblemContext, problemsOf } from './problems';
import { TargetContext } from './target-context';
import { useCanvasControls } from './use-canvas-controls';
import { useDrawing } from './use-drawing';
import { MIN_ZOOM, useViews } from './use-views';
import { Wire } from './Wire';
import { ZoomBar } from './ZoomBar';
import styles from './canvas.module.css';

const nodeTypes = { card: CardView, pill: PillView };
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
  const app = useApp();
  const { documents, ui } = app;
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const boxing = useRef(false);
  const { nodes, edges, setNodes, setEdges } = useDrawing(documents);
  const [target, setTarget] = useState<Target | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const problems = useMemo(() => problemsOf(documents), [documents]);
  /** The same at every frame of a drag, so that the map is not drawn anew. */
  const cardColor = useCallback((node: DrawnNode) => mapColor(documents, node), [documents]);
  const fit = useViews(frame);
  useCanvasControls(frame, fit);

  const changeNodes = (changes: NodeChange<DrawnNode>[]): void => {
    // Which layers are selected is the store's; React Flow only says so while a box is drawn.
    const own = boxing.current ? changes : changes.filter(({ type }) => type !== 'select');
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before));
  };

  const place = (moved: readonly DrawnNode[]): void => {
    const { layout } = documents.graph;
    const places = Object.fromEntries(
      moved.map(({ id, position: { x, y } }) => [
        id,
        { ...layout?.[id], x: Math.round(x), y: Math.round(y) },
      ]),
    );
    const [first] = moved;
    const name = first && documents.node(first.id)?.name;
    documents.transact(moved.length === 1 ? `Move ${name ?? 'card'}` : `Move ${moved.length} cards`, [
      { edit: 'place', ...documents.within, layout: places },
    ]);
  };

  const connect = (connection: Connection): void => {
    const drawing = readConnection(documents, connection);
    const refusal = drawingRefusal(documents, drawing);
    if (refusal !== null) ui.notify({ kind: 'error', message: refusal });
    else draw(documents, drawing);
  };

  /** A wire that was let go over nothing asks what comes next; over a taken port it says why that can't be. */
  const endConnection = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const { fromHandle, fromNode, toHandle, isValid } = state;
    if (isValid === true || fromHandle === null || !('clientX' in event)) return;
    if (toHandle) {
      const [from, to] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle];
      const drawing = readConnection(documents, {
        source: from.nodeId,
        target: to.nodeId,
        sourceHandle: from.id ?? null,
        targetHandle: to.id ?? null,
      });
      const refusal = drawingRefusal(documents, drawing);
      if (refusal !== null) ui.notify({ kind: 'error', message: refusal });
      return;
    }
    if (targetAt(event.clientX, event.clientY).kind !== 'void' || readPillId(fromNode.id)) return;
    const box = frame.current?.getBoundingClientRect();
    const card = cardsOf(documents.graph).find(({ id }) => id === fromNode.id);
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
    drop(app, dragged, targetAt(event.clientX, event.clientY), point);
  };

  const cutSelectedWires = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    const cut = edges.flatMap(({ selected, data }) => (selected && data ? [data.wired] : []));
    if (cut.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    cutWires(documents, cut);
  };

  return (
    <ProblemContext.Provider value={problems}>
      <TargetContext.Provider value={target}>
        <div
          ref={frame}
          className={styles.frame}
          data-testid="canvas"
          data-scope={documents.scope ?? ''}
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
                nodes.flatMap((node) => (node.selected && node.type === 'card' ? node.data.nodes : [])),
              );
            }}
            onSelectionDragStop={(_, moved) => place(moved)}
            onConnect={connect}
            onConnectEnd={endConnection}
            isValidConnection={(connection) =>
              drawingRefusal(documents, readConnection(documents, connection)) === null
            }
            onPaneClick={() => documents.select([])}
            deleteKeyCode={null}
            selectionKeyCode="Shift"
            multiSelectionKeyCode={null}
            nodeDragThreshold={4}
            nodesFocusable={false}
            selectNodesOnDrag={false}
            connectionRadius={28}
            minZoom={MIN_ZOOM}
            maxZoom={2}
            onInit={() => fit(false)}
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
                nodeColor={cardColor}
                maskColor="var(--mask)"
                bgColor="var(--panel)"
              />
            )}
          </ReactFlow>
          {documents.graph.nodes.length === 0 && <EmptyCanvas />}
          <Breadcrumb />
          <FindBox />
          <HeatLegend />
          <Detail frame={frame} />
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
