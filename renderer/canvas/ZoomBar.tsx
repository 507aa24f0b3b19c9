import { useStore } from '@xyflow/react';
import { Flame, Maximize, Minus, Network, Plus } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { IconButton } from '../components/IconButton';
import { useApp } from '../stores/app-context';
import { ViewSwitch } from '../figures/ViewSwitch';
import { tidy } from './tidy';
import styles from './canvas.module.css';

export const ZoomBar = observer(function ZoomBar() {
  const app = useApp();
  const { ui, documents, heat } = app;
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const empty = documents.graph.nodes.length === 0;
  return (
    <div className={styles.zoom} role="toolbar" aria-label="View">
      <IconButton label="Zoom out" onClick={() => ui.canvas?.zoomOut()}>
        <Minus size={14} />
      </IconButton>
      <button
        type="button"
        className={styles.percent}
        title="Zoom to 100 %"
        onClick={() => ui.canvas?.zoomTo(1)}
      >
        {percent} %
      </button>
      <IconButton label="Zoom in" onClick={() => ui.canvas?.zoomIn()}>
        <Plus size={14} />
      </IconButton>
      <IconButton label="Zoom to fit" onClick={() => ui.canvas?.fit()}>
        <Maximize size={14} />
      </IconButton>
      <IconButton
        label="Tidy up the layout"
        refusal={empty ? 'There are no layers here.' : null}
        onClick={() => void tidy(app)}
      >
        <Network size={14} />
      </IconButton>
      <IconButton
        label={heat.quantity === null ? 'Show what costs most' : 'Hide what costs most'}
        shortcut="H"
        pressed={heat.quantity !== null}
        refusal={empty ? 'There are no layers here.' : null}
        onClick={() => heat.toggle()}
      >
        <Flame size={14} />
      </IconButton>
      <ViewSwitch />
    </div>
  );
});
