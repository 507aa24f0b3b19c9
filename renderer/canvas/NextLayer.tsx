import { Command } from 'cmdk';
import { layers } from '../../shared/layers/index';
import { LayerIcon } from '../components/LayerIcon';
import styles from './canvas.module.css';

/** Choosing what comes next where a wire was let go; Escape or a click elsewhere leaves. */
export function NextLayer(props: {
  readonly x: number;
  readonly y: number;
  readonly end: 'source' | 'target';
  readonly onChoose: (type: string) => void;
  readonly onLeave: () => void;
}) {
  const { x, y, end, onChoose, onLeave } = props;
  const fitting = layers.filter(
    ({ role }) => role !== 'block' && role !== (end === 'source' ? 'input' : 'output'),
  );
  return (
    <>
      <div className={styles.shade} onPointerDown={onLeave} />
      <Command
        className={styles.next}
        style={{ left: x, top: y }}
        label="What comes next"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onLeave();
        }}
      >
        <Command.Input autoFocus placeholder={end === 'source' ? 'What comes next?' : 'What comes before?'} />
        <Command.List>
          <Command.Empty>No layer is called so.</Command.Empty>
          {fitting.map((layer) => (
            <Command.Item
              key={layer.type}
              value={layer.type}
              keywords={[layer.label, ...layer.aliases]}
              onSelect={() => onChoose(layer.type)}
            >
              <LayerIcon layer={layer} size={16} />
              {layer.type}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </>
  );
}
