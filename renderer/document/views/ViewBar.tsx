import { Maximize, Minus, Plus } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { useApp } from '../app-context';
import { IconButton } from '../../components/IconButton';
import styles from './view-bar.module.css';

/** In the lower left corner of what is looked at: its zoom, and what else can be done with the view. */
export const ViewBar = observer(function ViewBar(props: {
  /** 1 is 100 %. */
  readonly zoom: number;
  readonly children: ReactNode;
}) {
  const { ui } = useApp();
  return (
    <div className={styles.bar} role="toolbar" aria-label="View">
      <IconButton label="Zoom out" onClick={() => ui.canvas?.zoomOut()}>
        <Minus size={14} />
      </IconButton>
      <button
        type="button"
        className={styles.percent}
        title="Zoom to 100 %"
        onClick={() => ui.canvas?.zoomTo(1)}
      >
        {Math.round(props.zoom * 100)} %
      </button>
      <IconButton label="Zoom in" onClick={() => ui.canvas?.zoomIn()}>
        <Plus size={14} />
      </IconButton>
      <IconButton label="Zoom to fit" onClick={() => ui.canvas?.fit()}>
        <Maximize size={14} />
      </IconButton>
      {props.children}
    </div>
  );
});
