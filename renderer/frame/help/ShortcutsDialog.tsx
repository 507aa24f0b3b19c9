import { Printer } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { LargeDialog } from '../../components/LargeDialog';
import { Shortcut } from '../../components/Shortcut';
import { SearchField } from '../../components/SearchField';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { searchSheet, shortcutSheet } from './shortcut-sheet';
import styles from './shortcuts.module.css';

/** Every key and gesture that does something, as this keyboard has it: to be searched, and to be printed. */
export const ShortcutsDialog = observer(function ShortcutsDialog() {
  const app = useApp();
  const { ui } = app;
  const [query, setQuery] = useState('');
  const groups = searchSheet(shortcutSheet(app), query);
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const asked = query.trim() !== '';
  const onOpenChange = (open: boolean): void => {
    if (!open) setQuery('');
    ui.setShortcutsOpen(open);
  };
  return (
    <LargeDialog
      title="Shortcuts and gestures"
      open={ui.shortcutsOpen}
      onOpenChange={onOpenChange}
      className={styles.dialog}
      tools={
        <>
          <div className={styles.search}>
            <SearchField
              autoFocus
              label="Search shortcuts"
              placeholder="Search: undo, ctrl z, wheel…"
              value={query}
              onChange={setQuery}
            />
          </div>
          <Button variant="quiet" className={styles.print} onClick={() => window.print()}>
            <Printer size={15} aria-hidden="true" />
            Print
          </Button>
        </>
      }
    >
      <span className="visually-hidden" role="status">
        {asked ? `${plural(count, 'shortcut')} found` : ''}
      </span>
      {count === 0 && (
        <p className={styles.none}>
          Nothing here is called “{query.trim()}”. <Button onClick={() => setQuery('')}>Show all</Button>
        </p>
      )}
      {/* Scrolled by keyboard too, so it takes the focus. */}
      <div className={styles.groups} tabIndex={0} role="group" aria-label="Shortcuts and gestures">
        <div className={styles.columns}>
          {groups.map(({ title, rows }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {rows.map(({ does, hand, keys }) => (
                  <div key={does}>
                    <dt>{hand ?? does}</dt>
                    <dd>
                      {hand !== null && <span className={styles.does}>{does}</span>}
                      {keys.map((each) => (
                        <Shortcut key={each} keys={each} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </LargeDialog>
  );
});
