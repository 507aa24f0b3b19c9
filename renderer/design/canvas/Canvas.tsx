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
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { NodeId } from '../../../shared/graph/document';
import { KeysHeld } from '../../components/KeysHeld';
import { later } from '../../components/later';
import { useApp } from '../../document/app-context';
import { Breadcrumb } from './Breadcrumb';
import { CanvasMenu } from './CanvasMenu';
import { CARD_WIDTH, cardsOf } from '../../../shared/drawing/cards';
import { CardView } from './CardView';
import { draw, drawingRefusal, readConnection, sourcePlace } from './connect';
import { isDragged, isDraggedRow, readDragged } from './drag';
import { drop, sameTarget, type Target, targetAt } from './drop';
import { DragHint } from './DragHint';
import { EmptyCanvas } from './EmptyCanvas';
import { Detail } from './Detail';
import { joinDropped } from './join';
import { mapColor } from './map-color';
import type { DrawnNode, WireEdge } from './drawn-node';
import { flowNodes } from './flow';
import { FoldedView } from './FoldedView';
import { FrameView } from './FrameView';
import { followFrames } from './marks';
import { NoteView } from './NoteView';
import { PillView } from './PillView';
import { placeMoved, placesOf } from './place-moved';
import { cutWires } from './port-edits';
import { readPillId } from '../../../shared/drawing/port-pills';
import { Seam } from './Seam';
import { SnapLines } from './SnapLines';
import { ProblemContext, problemsOf } from './problems';
import { isWired, takeOut } from './take-out';
import { TargetContext } from './target-context';
import { useCanvasControls } from './use-canvas-controls';
import { useDrawing } from './use-drawing';
import { useGlide } from './use-glide';
import { useJoin } from './use-join';
import { useSnap } from './use-snap';
import { useSteady } from './use-steady';
import { MIN_ZOOM, useViews } from './use-views';
import { Wire } from './Wire';
import { findWireLabels, WireLabelContext } from './wire-labels';
import { drawnForAll } from './wire-many';
import { ZoomBar } from './ZoomBar';
import styles from './canvas.module.css';

const FindBox = later(() => import('./FindBox').then((module) => module.FindBox), <KeysHeld />);
const HeatLegend = later(() => import('./HeatLegend').then((module) => module.HeatLegend));
const PlacingBox = later(() => import('./PlacingBox').then((module) => module.PlacingBox), <KeysHeld />);

const nodeTypes = { card: CardView, folded: FoldedView, pill: PillView, frame: FrameView, note: NoteView };
const edgeTypes = { wire: Wire };
const nodesOf = (drawn: DrawnNode): readonly NodeId[] =>
  drawn.type === 'card' || drawn.type === 'folded' ? drawn.data.nodes : [];
/** As a constant: with another function at each drawing the map would draw all its cards anew. */
const mapClass = ({ type }: DrawnNode): string => (type === 'frame' ? (styles.framed ?? '') : '');
/** Below so many cards the whole network is in sight anyway. */
const MINIMAP_FROM = 12;

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
  const { documents, find, heat, marks, placing, ui } = app;
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const boxing = useRef(false);
  const { nodes, edges, setNodes, setEdges } = useDrawing(documents);
  const [dragged, setDragged] = useState<readonly NodeId[] | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const [rowDragged, setRowDragged] = useState(false);
  const problems = useMemo(() => problemsOf(documents), [documents]);
  /** The same at every frame of a drag, so that the map is not drawn anew. */
  const cardColor = useCallback((node: DrawnNode) => mapColor(documents, node), [documents]);
  const fit = useViews(frame);
  const glide = useGlide(setNodes);
  useCanvasControls(frame, fit, glide);
  const { guides, snapped, settled } = useSnap();
  const [labels, setLabels] = useState<Element | null>(null);
  const { joining, drawn, taken } = useJoin();

  const changeNodes = useSteady((changes: NodeChange<DrawnNode>[]): void => {
    // Which layers are selected is the store's; React Flow only says so while a box is drawn.
    const own = boxing.current ? changes : changes.filter(({ type }) => type !== 'select');
    const shown = drawn(snapped(own));
    if (shown.length > 0) setNodes((before) => followFrames(before, applyNodeChanges(shown, before)));
  });
  const changeEdges = useSteady((changes: EdgeChange<WireEdge>[]): void =>
    setEdges((before) => applyEdgeChanges(changes, before)),
  );

  /** `takenOut`: Alt was held. */
  const place = (moved: readonly DrawnNode[], takenOut: boolean): void => {
    const own = moved.flatMap(nodesOf);
    const joined = taken();
    if (joined !== null && !takenOut && moved.length === 1) {
      joinDropped(documents, joined);
      // A card that was only shown there, and is one with another now, or could not be.
      setNodes((before) => flowNodes(documents.graph, documents.selection, before));
    } else if (takenOut && isWired(documents, own)) takeOut(documents, own, placesOf(documents, moved));
    else placeMoved(documents, moved);
  };

  const startDrag = useSteady((_: unknown, __: unknown, moved: readonly DrawnNode[]): void =>
    setDragged(moved.flatMap(nodesOf)),
  );
  const endDrag = useSteady(
    ({ altKey }: { readonly altKey: boolean }, _: unknown, moved: readonly DrawnNode[]): void => {
      setDragged(null);
      place(settled(moved), altKey);
    },
  );
  const endSelectionDrag = useSteady(
    ({ altKey }: { readonly altKey: boolean }, moved: readonly DrawnNode[]): void =>
      place(settled(moved), altKey),
  );

  const startBox = useSteady((): void => {
    boxing.current = true;
  });
  const endBox = useSteady((): void => {
    boxing.current = false;
    documents.select(nodes.flatMap((node) => (node.selected ? nodesOf(node) : [])));
  });
  const chooseWire = useSteady(({ edges: [wire] }: { readonly edges: readonly WireEdge[] }): void => {
    if (wire?.data) marks.choose({ kind: 'wire', wired: wire.data.wired });
  });
  const chooseNothing = useSteady((): void => {
    documents.select([]);
    marks.choose(null);
  });

  const connect = useSteady((connection: Connection): void => {
    const drawing = readConnection(documents, connection);
    const refusal = drawingRefusal(documents, drawing);
    if (refusal !== null) ui.notify({ kind: 'error', message: refusal });
    else if (drawing.kind === 'edge' && drawnForAll(documents, drawing.edge)) return;
    else draw(documents, drawing);
  });
  const canConnect = useSteady(
    (connection: Connection | WireEdge): boolean =>
      drawingRefusal(documents, readConnection(documents, connection)) === null,
  );

  /** A wire that was let go over nothing asks what comes next; over a taken port it says why that can't be. */
  const endConnection = useSteady((event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
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
    const card = cardsOf(documents.graph).find(({ id }) => id === fromNode.id);
    if (!card) return;
    const end = fromHandle.type;
    const pointer = { x: event.clientX, y: event.clientY };
    const port = fromHandle.id ?? 'out';
    const from = {
      ...(end === 'source' ? sourcePlace(documents, card.id, port) : { node: card.id, port }),
      end,
    };
    placing.open({ pointer, where: { kind: 'port', from, at: flow.screenToFlowPosition(pointer) } });
  });
  const begin = useSteady((): void => {
    setLabels(findWireLabels(frame.current));
    fit(false);
  });

  /** A double click on the bare sheet asks what to put there. */
  const searchHere = ({ target: on, clientX: x, clientY: y }: ReactMouseEvent): void => {
    if (!(on instanceof Element) || !on.classList.contains('react-flow__pane')) return;
    const at = flow.screenToFlowPosition({ x, y });
    placing.open({ pointer: { x, y }, where: { kind: 'at', x: at.x - CARD_WIDTH / 2, y: at.y } });
  };

  const over = (event: DragEvent): void => {
    if (!isDragged(event)) return;
    event.preventDefault();
    const isRow = isDraggedRow(event);
    if (isRow !== rowDragged) setRowDragged(isRow);
    // Keys that change what a drop does must not make the browser refuse it.
    if (isRow) event.dataTransfer.dropEffect = 'move';
    const next = targetAt(event.clientX, event.clientY);
    setTarget((before) => (sameTarget(before, next) ? before : next));
  };

  const dropped = (event: DragEvent): void => {
    const dragged = readDragged(event);
    setTarget(null);
    setRowDragged(false);
    if (!dragged) return;
    event.preventDefault();
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    drop(app, dragged, targetAt(event.clientX, event.clientY), point, event.altKey);
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
        <WireLabelContext.Provider value={labels}>
          <div
            ref={frame}
            className={styles.frame}
            data-testid="canvas"
            data-scope={documents.scope ?? ''}
            onDragOver={over}
            onDragLeave={(event) => {
              if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
              setTarget(null);
              setRowDragged(false);
            }}
            onDragEnd={() => setRowDragged(false)}
            onDrop={dropped}
            onDoubleClick={searchHere}
            onKeyDown={cutSelectedWires}
          >
            <CanvasMenu>
              <ReactFlow
                nodes={nodes}
                edges={edges}
                nodeTypes={nodeTypes}
                edgeTypes={edgeTypes}
                onNodesChange={changeNodes}
                onEdgesChange={changeEdges}
                onNodeDragStart={startDrag}
                onNodeDragStop={endDrag}
                onSelectionStart={startBox}
                onSelectionEnd={endBox}
                onSelectionDragStop={endSelectionDrag}
                onSelectionChange={chooseWire}
                onConnect={connect}
                onConnectEnd={endConnection}
                isValidConnection={canConnect}
                onPaneClick={chooseNothing}
                deleteKeyCode={null}
                selectionKeyCode="Shift"
                multiSelectionKeyCode={null}
                nodeDragThreshold={4}
                nodesFocusable={false}
                selectNodesOnDrag={false}
                connectionRadius={28}
                minZoom={MIN_ZOOM}
                maxZoom={2}
                onInit={begin}
                zoomOnDoubleClick={false}
                proOptions={{ hideAttribution: true }}
                onlyRenderVisibleElements={nodes.length > 150}
                aria-label="The network"
              >
                <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dot)" />
                <SnapLines guides={joining === null ? guides : []} />
                {joining && <Seam joining={joining} />}
                {ui.minimap && nodes.length >= MINIMAP_FROM && (
                  <MiniMap
                    pannable
                    zoomable
                    ariaLabel="Map of the network"
                    nodeColor={cardColor}
                    nodeClassName={mapClass}
                    maskColor="var(--mask)"
                    bgColor="var(--panel)"
                  />
                )}
              </ReactFlow>
            </CanvasMenu>
            {documents.graph.nodes.length === 0 && <EmptyCanvas />}
            <Breadcrumb />
            {find.isOpen && <FindBox />}
            {heat.quantity !== null && <HeatLegend />}
            <Detail frame={frame} />
            <ZoomBar />
            {(dragged ?? rowDragged) && <DragHint nodes={dragged ?? []} joining={joining} row={rowDragged} />}
            {placing.box && <PlacingBox box={placing.box} frame={frame} />}
          </div>
        </WireLabelContext.Provider>
      </TargetContext.Provider>
    </ProblemContext.Provider>
  );
});
