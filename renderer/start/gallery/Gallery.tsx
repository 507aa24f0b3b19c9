import { observer } from 'mobx-react-lite';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { firstTwelve, templates, type Template } from '../../../templates';
import { Button } from '../../components/Button';
import { SearchField } from '../../components/SearchField';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { openNetwork } from '../networks/open-network';
import { ABOVE, columnsOf, moveInGrid } from './move-in-grid';
import { NetworkCard } from './NetworkCard';
import { Scale } from './Scale';
import { searchNetworks } from './search-networks';
import { templateFacts } from './template-facts';
import styles from './gallery.module.css';

/** The twelve in the order of a course, then the others. */
const ordered: readonly Template[] = [...new Set([...firstTwelve, ...templates])];

export const Gallery = observer(function Gallery() {
  const app = useApp();
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  /** The card that Enter opens. */
  const [active, setActive] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  /** A card that may still have to be rendered before it can take the focus. */
  const [wanted, setWanted] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);

  const asked = query.trim() !== '';
  const shown = useMemo(
    () => (asked ? searchNetworks(ordered, query) : all ? ordered : firstTwelve),
    [asked, query, all],
  );
  useEffect(() => templateFacts.want(shown), [shown]);
  const found = useMemo(() => (asked ? new Set(shown.map(({ name }) => name)) : null), [asked, shown]);

  const card = useCallback(
    (name: string) => list.current?.querySelector<HTMLElement>(`[data-template="${name}"]`) ?? null,
    [],
  );
  useEffect(() => {
    if (wanted === null) return;
    card(wanted)?.focus();
    setWanted(null);
  }, [wanted, card]);

  const open = useCallback((template: Template) => openNetwork(app, template), [app]);
  const onFocus = useCallback((template: Template) => setActive(template.name), []);
  const onHover = useCallback((template: Template | null) => setHovered(template?.name ?? null), []);
  const choose = useCallback(
    (name: string) => {
      if (!shown.some((template) => template.name === name)) {
        setQuery('');
        setAll(true);
      }
      setWanted(name);
    },
    [shown],
  );

  const search = (text: string): void => {
    setQuery(text);
    const [best] = text.trim() === '' ? [] : searchNetworks(ordered, text);
    setActive(best?.name ?? null);
    list.current?.parentElement?.scrollTo({ top: 0 });
  };
  const current = shown.find(({ name }) => name === active) ?? null;
  const reachable = current ?? shown[0];

  const heading = asked
    ? `${plural(shown.length, 'network')} for “${query.trim()}”`
    : all
      ? `All ${ordered.length} networks`
      : 'The twelve that a course teaches first';

  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && asked && current !== null) open(current);
    else if (event.key === 'ArrowDown' && reachable !== undefined) card(reachable.name)?.focus();
    else return;
    event.preventDefault();
  };
  const onCardKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || current === null) return;
    const index = shown.indexOf(current);
    const next = moveInGrid(event.key, index, shown.length, columnsOf(list.current));
    const target = next === null ? undefined : shown[next];
    if (next === ABOVE) field.current?.focus();
    else if (target !== undefined) card(target.name)?.focus();
    else {
      // What is typed on a card goes on in the search.
      if (event.key.length === 1 && event.key !== ' ') field.current?.focus();
      return;
    }
    event.preventDefault();
  };

  return (
    <>
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchField
            field={field}
            autoFocus
            label="Search all networks"
            placeholder="Name, year, author or idea: residual, 2014, LeCun…"
            value={query}
            onChange={search}
            onKeyDown={onSearchKey}
          />
        </div>
        <span className={styles.keys} aria-hidden="true">
          <kbd>↑ ↓ ← →</kbd> choose <kbd>Enter</kbd> opens
        </span>
      </div>
      <section className={styles.networks} aria-label="Networks">
        <div className={styles.head}>
          <h3 className={styles.heading}>{heading}</h3>
          {/* A heading that is a status as well would no longer be a heading. */}
          <span className="visually-hidden" role="status">
            {asked ? heading : ''}
          </span>
          {!asked && (
            <Button variant="quiet" className={styles.more} onClick={() => setAll(!all)}>
              {all ? 'Show the first twelve' : `Show all ${ordered.length}`}
            </Button>
          )}
        </div>
        {shown.length === 0 ? (
          <Nothing query={query.trim()} onClear={() => (search(''), field.current?.focus())} />
        ) : (
          <ul ref={list} className={styles.grid} onKeyDown={onCardKey}>
            {shown.map((template) => {
              const { name } = template;
              const lecture = firstTwelve.indexOf(template);
              return (
                <li key={name}>
                  <NetworkCard
                    template={template}
                    lecture={lecture < 0 ? null : lecture + 1}
                    active={name === current?.name}
                    lit={name === hovered}
                    reachable={name === reachable?.name}
                    onOpen={open}
                    onFocus={onFocus}
                    onHover={onHover}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </section>
      <Scale lit={hovered ?? current?.name ?? null} found={found} onHover={setHovered} onChoose={choose} />
    </>
  );
});

function Nothing({ query, onClear }: { readonly query: string; readonly onClear: () => void }) {
  return (
    <div className={styles.nothing}>
      <p className={styles.nothingTitle}>No network is found by “{query}”.</p>
      <p>
        Search by a name (ResNet), a year (2015), an author (Simonyan) or an idea (shortcut, 1×1). Networks
        that you have as files open with File, Open.
      </p>
      <Button onClick={onClear}>Clear the search</Button>
    </div>
  );
}
