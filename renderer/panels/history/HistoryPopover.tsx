import { observer } from 'mobx-react-lite';
import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { MOST_STEPS } from '../../../shared/graph/history';
import { useApp } from '../../stores/app-context';
import { HistoryList } from './HistoryList';
import styles from './history.module.css';

/** Every step of the document, to jump to. Its button stands beside Undo and Redo. */
export const HistoryPopover = observer(function HistoryPopover({
  children,
}: {
  readonly children: React.ReactNode;
}) {
  const { ui } = useApp();
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <Popover.Root open={ui.historyOpen} onOpenChange={(open) => ui.setHistoryOpen(open)}>
      <Popover.Anchor asChild>
        <span ref={anchor} className={styles.anchor}>
          {children}
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
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
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.querySelector('button')?.focus();
          }}
          // The button closes it by itself; closing it before would make its click open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target))
              event.preventDefault();
          }}
        >
          <h2 className={styles.title}>History</h2>
          <HistoryList />
          <p className={styles.note}>The last {MOST_STEPS} steps are kept, even over a reload.</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
});
