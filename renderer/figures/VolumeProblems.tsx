import { TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { Part } from '../../shared/export/figure/part';
import { Button } from '../components/Button';
import { plural } from '../format/numbers';
import { useApp } from '../document/app-context';
import styles from './volume-view.module.css';

/** Why some volumes have no size, and where that begins. */
export const VolumeProblems = observer(function VolumeProblems({
  parts,
}: {
  readonly parts: readonly Part[];
}) {
  const { documents, figures, ui } = useApp();
  const unknown = parts.filter(({ shape }) => shape === null);
  const open = parts.filter(({ shape }) => shape?.some((dim) => dim === null));
  if (unknown.length === 0 && open.length === 0) return null;
  const error = documents.compiled.diagnostics.find(({ severity }) => severity === 'error');
  const layer = error?.nodeId ?? null;
  return (
    <div className={styles.problems} role="status">
      <TriangleAlert size={15} aria-hidden="true" />
      <span>
        {unknown.length > 0 ? (
          <>
            <strong>
              {plural(unknown.length, 'volume')} {unknown.length === 1 ? 'has' : 'have'} no size.
            </strong>{' '}
            {error?.message ?? 'Nothing feeds them yet: connect them to an input on the canvas.'}
          </>
        ) : (
          <>
            <strong>Some sizes are unknown.</strong> They follow from the input’s, which is not set: they are
            drawn dashed.
          </>
        )}
      </span>
      <Button
        onClick={() => {
          figures.setView('canvas');
          if (layer === null) return;
          const node = documents.show(layer);
          // The canvas is back with the next frame.
          requestAnimationFrame(() => ui.drawing?.reveal([node]));
        }}
      >
        Show on the canvas
      </Button>
    </div>
  );
});
