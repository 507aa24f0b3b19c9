import type { NodeProps } from '@xyflow/react';
import { Maximize2 } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, memo } from 'react';
import { fold, stepOut, ungroup } from '../commands/groups';
import { useApp } from '../../document/app-context';
import type { FoldedNode } from './drawn-node';
import { readSourceKey } from './flow';
import { groupFacts, groupFactsText } from './group-facts';
import { groupStyle } from './group-style';
import { GroupTitle } from './GroupTitle';
import { Ports } from './Ports';
import { useProblems } from './problems';
import { useMeasuredPorts } from './use-measured-ports';
import { useReading } from './use-reading';
import styles from './marks.module.css';

/** A group that is folded to one box: what lies in it, and the wires that cross its border. */
const FoldedContent = observer(function FoldedContent({
  id,
  data,
}: {
  id: string;
  data: FoldedNode['data'];
}) {
  const { group, nodes, enters, leaves } = data;
  const app = useApp();
  const { documents } = app;
  const problems = useProblems();
  const reading = useReading();
  useMeasuredPorts(id, `${enters.join()} ${leaves.join()} ${reading}`);
  const errors = nodes
    .flatMap((node) => problems.get(node) ?? [])
    .filter(({ severity }) => severity === 'error');
  const text = groupFactsText(groupFacts(documents, group));
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    const forward = event.key === (reading === 'down' ? 'ArrowDown' : 'ArrowRight');
    const back = event.key === (reading === 'down' ? 'ArrowUp' : 'ArrowLeft');
    if (forward || back) stepOut(app, group, forward ? 'next' : 'previous');
    else if (event.key === 'Delete' || event.key === 'Backspace') ungroup(app, group);
    else return false;
    return true;
  };
  return (
    <div
      className={styles.folded}
      data-testid="folded"
      data-group={group.id}
      data-bad={errors.length > 0}
      {...groupStyle(group)}
    >
      <Ports
        type="target"
        reading={reading}
        isConnectable={false}
        ports={enters.map((port) => ({ id: port, title: `Into ${group.title}, from ${nameOf(port)}` }))}
      />
      <GroupTitle
        group={group}
        className={styles.foldedTitle ?? ''}
        description={errors.length > 0 ? 'Collapsed group, with errors inside' : 'Collapsed group'}
        hint="Drag to move it; double-click to expand it; Enter to rename"
        expanded={false}
        onDoubleClick={() => fold(app, group, false)}
        onKey={onKey}
      >
        <span className={styles.facts}>{text}</span>
      </GroupTitle>
      <button
        type="button"
        className={`${styles.unfold} nodrag nopan`}
        aria-label={`Expand ${group.title}`}
        title="Expand the group (Shift+C)"
        onClick={() => fold(app, group, false)}
      >
        <Maximize2 size={13} aria-hidden="true" />
      </button>
      <Ports
        type="source"
        reading={reading}
        ports={leaves.map((port) => ({
          id: port,
          title: `Out of ${group.title}, from ${nameOf(port)}: drag to connect`,
        }))}
      />
    </div>
  );

  function nameOf(port: string): string {
    return documents.node(readSourceKey(port).node)?.name ?? port;
  }
});

/** React Flow renders it at every frame of a drag; its content only when the group changes. */
export const FoldedView = memo(function FoldedView({ id, data }: NodeProps<FoldedNode>) {
  return <FoldedContent id={id} data={data} />;
});
