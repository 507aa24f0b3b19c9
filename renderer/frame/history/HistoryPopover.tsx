import { observer } from 'mobx-react-lite';
import type { RefObject } from 'react';
import { MOST_STEPS } from '../../../shared/graph/history';
import { AnchoredPopover } from '../../components/AnchoredPopover';
import { useApp } from '../../document/app-context';
import { HistoryList } from './HistoryList';
import styles from './history.module.css';

/** Every step of the document, to jump to. */
export const HistoryPopover = observer(function HistoryPopover({
  anchor,
}: {
  readonly anchor: RefObject<HTMLElement | null>;
}) {
  const { ui } = useApp();
  return (
    <AnchoredPopover
      anchor={anchor}
      open={ui.historyOpen}
      onOpenChange={(open) => ui.setHistoryOpen(open)}
      className={styles.popover}
      align="start"
      sideOffset={8}
      collisionPadding={12}
      aria-label="History"
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        if (event.target instanceof HTMLElement) {
          event.target.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
        }
      }}
    >
      <h2 className={styles.title}>History</h2>
      <HistoryList />
      <p className={styles.note}>The last {MOST_STEPS} steps are kept, even over a reload.</p>
    </AnchoredPopover>
  );
});
