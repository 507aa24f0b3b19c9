import { ViewportPortal } from '@xyflow/react';
import { CARD_WIDTH } from '../../../shared/drawing/cards';
import type { Joining } from './join';
import styles from './marks.module.css';

/** Where the dragged card would be joined to another. */
export function Seam({ joining: { other, seam } }: { readonly joining: Joining }) {
  return (
    <ViewportPortal>
      <div
        className={styles.seam}
        data-testid="seam"
        style={{ left: other.x - 6, top: seam - 2, width: CARD_WIDTH + 12 }}
      />
    </ViewportPortal>
  );
}
