import { Compass, FilePlus, FolderOpen, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { datasets } from '../../shared/data/catalogue';
import { emptyDocument } from '../../shared/graph/document';
import { firstTwelve, templates } from '../../templates';
import { runCommand, titleOf } from '../commands/command';
import { findCommand } from '../commands/registry';
import { Button } from '../components/Button';
import { IconButton } from '../components/IconButton';
import { SearchField } from '../components/SearchField';
import { plural } from '../format/numbers';
import { useApp } from '../document/app-context';
import { searchNetworks } from './gallery/search-networks';
import { templateFacts } from './gallery/template-facts';
import { findAnchor } from '../components/anchors';
import { Networks } from './Networks';
import { PictureSets } from './PictureSets';
import { RecentFiles } from './RecentFiles';
import { searchByWords } from './search-by-words';
import styles from './start.module.css';

/** Three ways in: networks to learn from, pictures to train on, and a sheet or file of one's own. */
export const StartScreen = observer(function StartScreen() {
  const app = useApp();
  const { start, files, ui } = app;
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLElement>(null);
  const atStart = useId();

  // Not `autoFocus`: a dialog that offers lost work may have the focus, and keeps it. Before the screen is painted, so
  // that no key is lost that is typed as soon as it is seen.
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement.closest('[role="dialog"]') === null) field.current?.focus();
  }, []);
  // What had the focus goes with the screen: the keyboard goes on at the workspace that is seen then.
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) findAnchor(`${ui.workspace} tab`)?.focus();
      });
    },
    [ui],
  );

  const tour = findCommand('help.tour');
  const folder = findCommand('data.openFolder');
  const asked = query.trim() !== '';
  const networks = asked ? searchNetworks(templates, query) : firstTwelve;
  useEffect(() => templateFacts.want(networks), [networks]);
  const sets = searchByWords(datasets, query, ({ title, summary, classNames }) =>
    [title, summary, ...classNames].join(' '),
  );
  const recent = searchByWords(files.recent.list, query, ({ name }) => name);
  const found = networks.length + sets.length + recent.length;

  const clear = (): void => {
    setQuery('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    if (query !== '') clear();
    else start.close();
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    const cards = page.current?.querySelectorAll<HTMLElement>('[data-start-card]');
    if (event.key === 'ArrowDown') cards?.[0]?.focus();
    else if (event.key === 'Enter' && asked) cards?.[0]?.click();
    else return;
    event.preventDefault();
  };

  return (
    <main
      ref={page}
      className={styles.page}
      aria-label="Start"
      // A click beside the cards leaves the keyboard here.
      tabIndex={-1}
      data-testid="start"
      onKeyDown={onKeyDown}
    >
      <div className={styles.inner}>
        <header className={styles.hero}>
          <div>
            <h2 className={styles.title}>Draw a network. Train it. See why it works.</h2>
            <p className={styles.subtitle}>
              Everything stays on this machine: no account, and no connection needed.
            </p>
          </div>
          <div className={styles.search}>
            <SearchField
              field={field}
              label="Search networks, files and pictures"
              placeholder="Search networks, files, pictures…"
              value={query}
              onChange={setQuery}
              onKeyDown={onSearchKey}
            />
          </div>
          <IconButton label="Close the start screen" onClick={() => start.close()}>
            <X size={16} />
          </IconButton>
          <span className="visually-hidden" role="status">
            {asked ? `${plural(found, 'result')} for ${query.trim()}` : ''}
          </span>
        </header>

        <div className={styles.columns}>
          <div className={styles.own}>
            <section aria-labelledby="start-own">
              <h3 id="start-own" className={styles.heading}>
                Draw your own
              </h3>
              <div className={styles.actions}>
                <Button
                  variant="primary"
                  onClick={() => {
                    files.newDocument(emptyDocument());
                    ui.setWorkspace('design');
                  }}
                >
                  <FilePlus size={15} aria-hidden="true" />
                  Empty sheet
                </Button>
                <Button onClick={() => void files.open()}>
                  <FolderOpen size={15} aria-hidden="true" />
                  Open a file…
                </Button>
                {tour && (
                  <Button onClick={() => runCommand(tour, app)}>
                    <Compass size={15} aria-hidden="true" />
                    {titleOf(tour, app)}
                  </Button>
                )}
              </div>
              <p className={styles.hint}>
                A network (.cnn.json), a trained model (.cnn) or a folder with a folder of pictures for each
                class can also be dropped anywhere on this window.
              </p>
            </section>
            <RecentFiles files={recent} query={query.trim()} enters={asked} />
          </div>

          <div className={styles.ways}>
            {asked && found === 0 ? (
              <div className={styles.nothing}>
                <h3>Nothing is found by “{query.trim()}”</h3>
                <p>Try a name (ResNet), a year (2015), an idea (residual), or what is on the pictures.</p>
                <Button onClick={clear}>Clear the search</Button>
              </div>
            ) : (
              <>
                <PictureSets
                  sets={sets}
                  enters={asked && recent.length === 0}
                  onOwn={asked || folder === undefined ? null : () => runCommand(folder, app)}
                />
                <Networks
                  networks={networks}
                  asked={asked}
                  enters={asked && recent.length + sets.length === 0}
                  onAbove={() => field.current?.focus()}
                  onAll={() => ui.setGalleryOpen(true)}
                />
              </>
            )}
          </div>
        </div>

        <footer className={styles.footer}>
          <input
            id={atStart}
            type="checkbox"
            checked={start.atStart}
            onChange={(event) => start.setAtStart(event.target.checked)}
          />
          <label htmlFor={atStart}>Show this when a window opens</label>
          <span className={styles.footHint}>
            The logo above leads here and back; <kbd>Esc</kbd> goes to the canvas.
          </span>
        </footer>
      </div>
    </main>
  );
});
