import { observer } from 'mobx-react-lite';
import { useMemo } from 'react';
import { backgroundOf, figureScene } from '../figure-scene';
import { SceneMarks } from '../SceneMarks';
import { useApp } from '../../document/app-context';
import styles from './figure.module.css';

const LARGEST = 1.4;

/** The same marks that the file will hold. */
export const FigurePreview = observer(function FigurePreview() {
  const { documents, figures, ui } = useApp();
  const { compiled } = documents;
  const { settings } = figures;
  const scene = useMemo(
    () => figureScene(compiled, settings, ui.notation),
    [compiled, settings, ui.notation],
  );
  const background = backgroundOf(settings);
  return (
    <div
      className={styles.preview}
      data-transparent={background === null}
      data-theme={settings.theme}
      role="group"
      aria-label="Preview"
    >
      <svg
        className={styles.figure}
        role="img"
        aria-label={`${settings.view === 'canvas' ? 'Canvas' : 'Volumes'} of ${scene.title}`}
        viewBox={`0 0 ${scene.width} ${scene.height}`}
        style={{
          // All of it, and never larger than it is worth.
          width: `min(100cqw - 40px, ${scene.width * LARGEST}px, (100cqh - 40px) * ${scene.width / scene.height})`,
          aspectRatio: `${scene.width} / ${scene.height}`,
          background: background ?? 'none',
        }}
      >
        <SceneMarks marks={scene.marks} />
      </svg>
    </div>
  );
});
