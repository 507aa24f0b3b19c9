/** Cards that a command moved glide from where they were, unless the user wants nothing to move. */
import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef } from 'react';
import { useApp } from '../../document/app-context';
import { type Card, cardsOf } from '../../../shared/drawing/cards';
import type { DrawnNode } from './drawn-node';
import { followFrames } from './marks';
import { calm } from './use-views';

const DURATION = 260;
/** More would stutter. */
const MOST_CARDS = 200;

const eased = (part: number): number => 1 - (1 - part) ** 3;

export function useGlide(setNodes: Dispatch<SetStateAction<DrawnNode[]>>): (before: readonly Card[]) => void {
  const { documents } = useApp();
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    (before: readonly Card[]): void => {
      const duration = calm(DURATION);
      cancelAnimationFrame(frame.current);
      if (duration === 0 || before.length > MOST_CARDS) return;
      const from = new Map(before.map((card) => [card.id, card]));
      const { layout } = documents.graph;
      const places = new Map(cardsOf(documents.graph).map((card) => [card.id, card]));
      const start = performance.now();
      const step = (): void => {
        // Something else was done meanwhile, which has drawn the cards where they are now.
        if (documents.graph.layout !== layout) return;
        const part = Math.min(1, (performance.now() - start) / duration);
        setNodes((nodes) =>
          followFrames(
            nodes,
            nodes.map((node): DrawnNode => {
              const [was, to] = [from.get(node.id), places.get(node.id)];
              if ((node.type !== 'card' && node.type !== 'folded') || !was || !to) return node;
              const at = eased(part);
              const position = { x: was.x + (to.x - was.x) * at, y: was.y + (to.y - was.y) * at };
              return part === 1 ? { ...node, position: { x: to.x, y: to.y } } : { ...node, position };
            }),
          ),
        );
        if (part < 1) frame.current = requestAnimationFrame(step);
      };
      step();
    },
    [documents, setNodes],
  );
}
