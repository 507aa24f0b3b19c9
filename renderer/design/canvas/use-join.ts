/** A card that is dragged close above or below another lies against it, and joins it when it is let go. */
import type { NodeChange } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { useApp } from '../../document/app-context';
import type { DrawnNode } from './drawn-node';
import { type Joining, joiningAt } from './join';
import { useControl } from './use-control';

interface UseJoin {
  readonly joining: Joining | null;
  /** The changes, moved to where the card would join another. */
  readonly drawn: (changes: NodeChange<DrawnNode>[]) => NodeChange<DrawnNode>[];
  /** At the end of a drag: what it joins. */
  readonly taken: () => Joining | null;
}

export function useJoin(): UseJoin {
  const { documents } = useApp();
  const control = useControl();
  const current = useRef<Joining | null>(null);
  const [joining, setJoining] = useState<Joining | null>(null);
  const show = useCallback((next: Joining | null): void => {
    current.current = next;
    setJoining((before) => (before?.other === next?.other && before?.seam === next?.seam ? before : next));
  }, []);

  const drawn = useCallback(
    (changes: NodeChange<DrawnNode>[]): NodeChange<DrawnNode>[] => {
      const drags = changes.filter((change) => change.type === 'position');
      const [drag] = drags;
      if (drag?.type !== 'position' || drag.position === undefined || drag.dragging !== true) return changes;
      const next = drags.length > 1 || control.current ? null : joiningAt(documents, drag.id, drag.position);
      show(next);
      if (next === null) return changes;
      return changes.map((change) => (change === drag ? { ...drag, position: next.at } : change));
    },
    [control, documents, show],
  );

  const taken = useCallback((): Joining | null => {
    const found = current.current;
    show(null);
    return found;
  }, [show]);

  return { joining, drawn, taken };
}
