import type { NodeProps } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import type { KeyboardEvent } from 'react';
import { fold, moveGroup, ungroup } from '../commands/groups';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { groupStyle } from './group-style';
import { GroupTitle } from './GroupTitle';
import type { FrameNode } from './drawn-node';
import { FRAME_HANDLE } from './marks';
import { nudgeOf } from './nudge';
import styles from './marks.module.css';

/** A frame behind its cards. Its title is the handle: drag it, fold it, name it, move it by the arrow keys. */
export const FrameView = observer(function FrameView({ data: { group } }: NodeProps<FrameNode>) {
  const app = useApp();
  const onKey = (event: KeyboardEvent): boolean => {
    const nudge = nudgeOf(event);
    if (nudge !== null) moveGroup(app, group, nudge);
    else if (event.key === 'Delete' || event.key === 'Backspace') ungroup(app, group);
    else return false;
    return true;
  };
  return (
    <div className={styles.frame} data-testid="frame" data-group={group.id} {...groupStyle(group)}>
      <GroupTitle
        group={group}
        className={`${styles.title} ${FRAME_HANDLE}`}
        label={`Group ${group.title}, ${plural(group.nodes.length, 'layer')}`}
        hint="Drag to move all of it; double-click to collapse it; Enter to rename"
        expanded
        onDoubleClick={() => fold(app, group, true)}
        onKey={onKey}
      />
    </div>
  );
});
