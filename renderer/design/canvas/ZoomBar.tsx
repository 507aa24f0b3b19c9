import { useStore } from '@xyflow/react';
import { Flame, Network } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { IconButton } from '../../components/IconButton';
import { ViewBar } from '../../document/views/ViewBar';
import { useApp } from '../../document/app-context';
import { ViewSwitch } from '../../document/views/ViewSwitch';
import { tidy } from './tidy';

export const ZoomBar = observer(function ZoomBar() {
  const app = useApp();
  const { documents, heat } = app;
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100) / 100);
  const empty = documents.graph.nodes.length === 0;
  return (
    <ViewBar zoom={zoom}>
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
    </ViewBar>
  );
});
