/** Snaps what is dragged, and remembers where to: at its end React Flow tells the place of the pointer. */
import { type NodeChange, useReactFlow } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import type { DrawnNode } from './drawn-node';
import { NOTE_HEIGHT, NOTE_WIDTH, type Rect } from '../../../shared/drawing/frames';
import { type Guide, snap } from '../../../shared/drawing/snap';
import { useControl } from './use-control';

/** Pixels on the screen. */
const REACH = 6;
const none: readonly Guide[] = [];

interface Snapping {
  readonly guides: readonly Guide[];
  /** The changes, moved to where they snap. */
  readonly snapped: (changes: NodeChange<DrawnNode>[]) => NodeChange<DrawnNode>[];
  /** At the end of a drag: the nodes as they were shown, and no lines any more. */
  readonly settled: (moved: readonly DrawnNode[]) => readonly DrawnNode[];
}

const sizeOf = ({ width, height, measured }: DrawnNode) => ({
  width: width ?? measured?.width ?? NOTE_WIDTH,
  height: height ?? measured?.height ?? NOTE_HEIGHT,
});

function rectOfNode(node: DrawnNode, { x, y } = node.position): Rect {
  const { width, height } = sizeOf(node);
  return { left: x, top: y, right: x + width, bottom: y + height };
}

export function useSnap(): Snapping {
  const flow = useReactFlow<DrawnNode>();
  const control = useControl();
  const places = useRef(new Map<string, { readonly x: number; readonly y: number }>());
  const [guides, setGuides] = useState(none);

  const snapped = useCallback(
    (changes: NodeChange<DrawnNode>[]): NodeChange<DrawnNode>[] => {
      const drags = changes.filter((change) => change.type === 'position');
      const [drag] = drags;
      if (drag?.type !== 'position' || drags.length !== 1 || drag.position === undefined) return changes;
      const node = flow.getNode(drag.id);
      if (node === undefined || drag.dragging === undefined) return changes;
      const shown = places.current.get(drag.id);
      if (!drag.dragging) {
        return shown === undefined
          ? changes
          : changes.map((change) => (change === drag ? { ...drag, position: shown } : change));
      }
      const members = node.type === 'frame' ? new Set(node.data.group.nodes) : null;
      const others = flow
        .getNodes()
        .filter(({ id, type }) => id !== node.id && type !== 'frame' && members?.has(id) !== true)
        .map((other) => rectOfNode(other));
      const {
        x,
        y,
        guides: lines,
      } = control.current
        ? { ...drag.position, guides: none }
        : snap(rectOfNode(node, drag.position), others, REACH / flow.getZoom());
      places.current.set(drag.id, { x, y });
      setGuides(lines);
      return changes.map((change) => (change === drag ? { ...drag, position: { x, y } } : change));
    },
    [control, flow],
  );

  const settled = useCallback((moved: readonly DrawnNode[]): readonly DrawnNode[] => {
    const shown = moved.map((node): DrawnNode => {
      const position = moved.length === 1 ? places.current.get(node.id) : undefined;
      return position === undefined ? node : { ...node, position };
    });
    places.current.clear();
    setGuides(none);
    return shown;
  }, []);

  return { guides, snapped, settled };
}
