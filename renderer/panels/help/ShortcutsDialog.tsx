import { Printer, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Shortcut } from '../../components/Shortcut';
import { SearchField } from '../../components/SearchField';
import { plural } from '../../format/numbers';
import { useApp } from '../../stores/app-context';
import { searchSheet, shortcutSheet } from './shortcut-sheet';
import styles from './shortcuts.module.css';

/** Every key and gesture that does something, as this keyboard has it: to be searched, and to be printed. */
export const ShortcutsDialog = observer(function ShortcutsDialog() {
  const { ui } = useApp();
  return (
    <Dialog.Root open={ui.shortcutsOpen} onOpenChange={(open) => ui.setShortcutsOpen(open)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Sheet />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});

const Sheet = observer(function Sheet() {
  const app = useApp();
  const [query, setQuery] = useState('');
  const groups = searchSheet(shortcutSheet(app), query);
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const asked = query.trim() !== '';
  return (
    <>
      <header className={styles.header}>
        <Dialog.Title className={styles.title}>Shortcuts and gestures</Dialog.Title>
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
        <Dialog.Close className={styles.close} aria-label="Close">
          <X size={16} />
        </Dialog.Close>
      </header>
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
    </>
  );
});
