import { Command as Cmdk } from 'cmdk';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { showLayer } from '../../design/commands/scope';
import { LayerIcon } from '../../components/LayerIcon';
import { matches } from '../../design/find/match';
import { parseQuery } from '../../design/find/query';
import { exactly } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { leavePalette } from './leave-palette';
import styles from './command-palette.module.css';

/** More would be slow to draw, and nobody reads so far. */
const MOST = 60;

/** The layers that there are, in blocks too: one is gone to. What can be found can be written here as well. */
export const GoToLayer = observer(function GoToLayer() {
  const app = useApp();
  const [text, setText] = useState('');
  const { conditions } = parseQuery(text);
  const { layers } = app.documents.compiled;
  const found = layers.filter((layer) => matches(layer, conditions));
  return (
    <Cmdk label="Layers of the network" loop shouldFilter={false}>
      <Cmdk.Input
        className={styles.input}
        autoFocus
        placeholder="Go to a layer: its name, conv 3x3, >1M params…"
        value={text}
        onValueChange={setText}
      />
      <Cmdk.List className={styles.list}>
        <Cmdk.Empty className={styles.empty}>No layer of this network is found by “{text}”.</Cmdk.Empty>
        {found.slice(0, MOST).map((layer) => (
          <Cmdk.Item
            key={layer.id}
            className={styles.item}
            value={layer.id}
            onSelect={() => {
              leavePalette(app);
              showLayer(app, layer.id);
            }}
          >
            <LayerIcon layer={layer.definition} />
            <span className={styles.title}>{layer.name}</span>
            <span className={styles.reason}>{layer.id === layer.name ? layer.type : layer.id}</span>
          </Cmdk.Item>
        ))}
        {found.length > MOST && (
          <p className={styles.empty}>
            {exactly(found.length - MOST)} more: write more of the name to see them.
          </p>
        )}
      </Cmdk.List>
    </Cmdk>
  );
});
