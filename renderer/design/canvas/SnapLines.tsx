import { ViewportPortal } from '@xyflow/react';
import type { Guide } from '../../../shared/drawing/snap';
import styles from './marks.module.css';

/** Where what is dragged lines up with something else. */
export function SnapLines({ guides }: { readonly guides: readonly Guide[] }) {
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }, index) => (
        <div
          key={index}
          className={styles.guide}
          data-testid="snap-line"
          data-axis={axis}
          style={
            axis === 'x'
              ? { left: at, top: from, height: to - from }
              : { left: from, top: at, width: to - from }
          }
        />
      ))}
    </ViewportPortal>
  );
}
