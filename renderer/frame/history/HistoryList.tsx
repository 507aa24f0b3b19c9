import { ArrowRight, Check, Redo2, Save } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { runCommand } from '../../commands/command';
import { redoCommand, undoCommand } from '../../design/commands/edit';
import { matches } from '../../components/shortcut-text';
import { useApp } from '../../document/app-context';
import { historyRows, jumpText, when, type HistoryRow } from './history-rows';
import styles from './history.module.css';

const states: Readonly<Record<HistoryRow['state'], { readonly Icon: typeof Check; readonly word: string }>> =
  {
    done: { Icon: Check, word: '' },
    present: { Icon: ArrowRight, word: 'now' },
    undone: { Icon: Redo2, word: 'undone' },
  };
const PAGE = 10;

/** The time, again and again, so that "2 minutes ago" stays true while it is read. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export const HistoryList = observer(function HistoryList() {
  const app = useApp();
  const { documents, files } = app;
  const { history } = documents;
  const rows = historyRows(history, files.savedVersion);
  const present = history.past.length;
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  /** The position whose row takes the focus. */
  const [active, setActive] = useState(present);
  const [said, setSaid] = useState('');

  const focus = (position: number): void => {
    setActive(position);
    list.current?.querySelector<HTMLElement>(`[data-position="${position}"]`)?.focus();
  };

  const jump = (row: HistoryRow): void => {
    setActive(row.position);
    if (row.position === present) return;
    documents.jump(row.position);
    setSaid(jumpText(present, row));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const newest = rows.length - 1;
    const row = rows.find(({ position }) => position === active);
    const to: Readonly<Record<string, number>> = {
      ArrowUp: active + 1,
      ArrowDown: active - 1,
      PageUp: active + PAGE,
      PageDown: active - PAGE,
      Home: newest,
      End: 0,
    };
    const target = to[event.key];
    if (target !== undefined) focus(Math.min(newest, Math.max(0, target)));
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) jump(row);
    else {
      // Undo and Redo go on working while the list is open.
      const command = [undoCommand, redoCommand].find(
        ({ shortcut }) => shortcut !== undefined && matches(shortcut, event),
      );
      if (command === undefined) return;
      if (command.enabled(app) === true) runCommand(command, app);
      focus(documents.history.past.length);
    }
    event.preventDefault();
  };

  return (
    <>
      <ul
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label="Steps, the newest first"
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => {
          const { Icon, word } = states[row.state];
          return (
            <li
              key={row.position}
              role="option"
              aria-selected={row.state === 'present'}
              tabIndex={row.position === Math.min(active, rows.length - 1) ? 0 : -1}
              className={styles.row}
              data-state={row.state}
              data-position={row.position}
              onClick={() => jump(row)}
              onFocus={() => setActive(row.position)}
            >
              <Icon className={styles.icon} size={13} aria-hidden="true" />
              <span className={styles.label} title={row.label}>
                {row.label}
              </span>
              {row.saved && (
                <span className={styles.saved}>
                  <Save size={11} aria-hidden="true" />
                  saved
                </span>
              )}
              {word !== '' && <span className={styles.word}>{word}</span>}
              {row.at > 0 && (
                <time
                  className={styles.time}
                  dateTime={new Date(row.at).toISOString()}
                  title={new Date(row.at).toLocaleString()}
                >
                  {when(row.at, now)}
                </time>
              )}
            </li>
          );
        })}
      </ul>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
});
