import { Handle, type NodeProps } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { memo, useState } from 'react';
import { useApp } from '../../document/app-context';
import type { PillNode } from './drawn-node';
import { PILL_HANDLE } from './flow';
import { removePort, renamePort } from './port-edits';
import type { Pill, PortEnd } from '../../../shared/drawing/port-pills';
import { portSides } from './Ports';
import { useMeasuredPorts } from './use-measured-ports';
import { useReading } from './use-reading';
import styles from './pills.module.css';

const words: Readonly<Record<PortEnd, string>> = { input: 'Input', output: 'Output' };

/** An input or output of the block: named, to be connected by a wire; the free one becomes a port where a wire meets it. */
const PillContent = observer(function PillContent({ pill }: { readonly pill: Pill }) {
  const { end, name } = pill;
  const reading = useReading();
  // A block's input is where wires begin inside of it.
  const type = end === 'input' ? 'source' : 'target';
  useMeasuredPorts(pill.id, reading);
  return (
    <div className={styles.pill} data-end={end} data-new={name === null} data-testid="port-pill">
      {name === null ? (
        <span className={styles.new} title={`Drag a wire from or to here for a new ${end}`}>
          <Plus size={11} aria-hidden="true" />
          new {end}
        </span>
      ) : (
        <Named end={end} name={name} />
      )}
      <Handle
        id={PILL_HANDLE}
        type={type}
        position={portSides[reading][type]}
        className={styles.handle}
        title={`${words[end]} ${name ?? 'that is new'}: drag to connect`}
      />
    </div>
  );
});

const Named = observer(function Named({ end, name }: { readonly end: PortEnd; readonly name: string }) {
  const { documents } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const take = (): void => {
    const next = draft?.trim() ?? '';
    setDraft(null);
    if (next !== '' && next !== name) renamePort(documents, end, name, next);
  };
  return (
    <>
      <span className={styles.end} aria-hidden="true">
        {end === 'input' ? 'in' : 'out'}
      </span>
      <input
        className={`${styles.name} nodrag nopan`}
        aria-label={`Name of the ${end}`}
        spellCheck={false}
        maxLength={60}
        value={draft ?? name}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      <button
        type="button"
        className={`${styles.remove} nodrag nopan`}
        aria-label={`Remove the ${end} ${name}`}
        title={`Remove this ${end}`}
        onClick={() => removePort(documents, end, name)}
      >
        <X size={11} aria-hidden="true" />
      </button>
    </>
  );
});

export const PillView = memo(function PillView({ data }: NodeProps<PillNode>) {
  return <PillContent pill={data.pill} />;
});
