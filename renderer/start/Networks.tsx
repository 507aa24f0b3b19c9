import { observer } from 'mobx-react-lite';
import { useRef, useState, type KeyboardEvent } from 'react';
import { firstTwelve, templates, type Template } from '../../templates';
import { Button } from '../components/Button';
import { compact, exactly, plural } from '../format/numbers';
import { useApp } from '../document/app-context';
import { ArchitectureFigure } from './gallery/ArchitectureFigure';
import { ABOVE, columnsOf, moveInGrid } from './gallery/move-in-grid';
import { templateFacts } from './gallery/template-facts';
import { openNetwork } from './networks/open-network';
import styles from './start.module.css';

const LARGE = 1_000_000;

/** The networks of a course with their figures, or those that were searched for. */
export function Networks(props: {
  readonly networks: readonly Template[];
  readonly asked: boolean;
  /** Enter in the search opens the first. */
  readonly enters: boolean;
  /** An arrow led out of the first row. */
  readonly onAbove: () => void;
  readonly onAll: () => void;
}) {
  const { networks, asked, enters, onAbove, onAll } = props;
  const list = useRef<HTMLUListElement>(null);
  const [reached, setReached] = useState<string | null>(null);
  if (networks.length === 0) return null;
  const stop = networks.some(({ name }) => name === reached) ? reached : networks[0]?.name;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-start-card]') ?? [])];
    const at = cards.findIndex((card) => card === document.activeElement);
    const next = at < 0 ? null : moveInGrid(event.key, at, cards.length, columnsOf(list.current));
    if (next === null) return;
    event.preventDefault();
    if (next === ABOVE) onAbove();
    else cards[next]?.focus();
  };

  return (
    <section aria-labelledby="start-learn">
      <div className={styles.head}>
        <h3 id="start-learn" className={styles.heading}>
          {asked ? plural(networks.length, 'network') : 'Learn from the twelve that a course teaches first'}
        </h3>
        <Button variant="quiet" className={styles.all} onClick={onAll}>
          Compare all {templates.length}…
        </Button>
      </div>
      <ul ref={list} className={styles.grid} onKeyDown={onKeyDown}>
        {networks.map((template, index) => (
          <li key={template.name}>
            <Card
              template={template}
              first={enters && index === 0}
              reachable={template.name === stop}
              onFocus={() => setReached(template.name)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

const Card = observer(function Card(props: {
  readonly template: Template;
  readonly first: boolean;
  /** Arrow keys move between the cards; Tab stops at one of them only. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
}) {
  const { template, first, reachable, onFocus } = props;
  const app = useApp();
  const facts = templateFacts.of(template);
  const lecture = firstTwelve.indexOf(template);
  return (
    <button
      type="button"
      className={styles.card}
      data-start-card=""
      data-template={template.name}
      data-first={first}
      tabIndex={reachable ? 0 : -1}
      title={template.lesson}
      onFocus={onFocus}
      onClick={() => openNetwork(app, template)}
    >
      <span className={styles.figure} data-ready={facts !== undefined}>
        <ArchitectureFigure figure={facts?.figure} />
      </span>
      <span className={styles.cardHead}>
        {lecture >= 0 && (
          <span className={styles.lecture} aria-hidden="true">
            {lecture + 1}
          </span>
        )}
        <span className={styles.cardTitle}>{template.title}</span>
        <span className={styles.quiet}>{template.year}</span>
      </span>
      <span className={styles.cardText} title={facts && `${exactly(facts.parameters)} trainable parameters`}>
        {facts ? `${compact(facts.parameters, LARGE)} parameters` : '\u00a0'}
      </span>
    </button>
  );
});
