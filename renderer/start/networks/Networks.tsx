import { LayoutGrid } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { firstTwelve, templates, type Template } from '../../../templates';
import { Button } from '../../components/Button';
import { SearchField } from '../../components/SearchField';
import { compact, exactly, macsText } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { searchNetworks } from '../gallery/search-networks';
import { templateFacts } from '../gallery/template-facts';
import { openNetwork } from './open-network';
import styles from './networks.module.css';

/** The architectures that everybody knows, to open and to change: twelve at once, the others by search. */
export const Networks = observer(function Networks() {
  const { ui } = useApp();
  const [query, setQuery] = useState('');
  const shown = query.trim() === '' ? firstTwelve : searchNetworks(templates, query);
  useEffect(() => templateFacts.want(firstTwelve), []);
  return (
    <>
      <div className={styles.search}>
        <SearchField
          label="Search networks"
          placeholder={`Search all ${templates.length} networks`}
          value={query}
          onChange={setQuery}
        />
      </div>
      <ul className={styles.list} aria-label="Networks to open">
        {shown.map((template) => (
          <li key={template.name}>
            <Network template={template} />
          </li>
        ))}
        {shown.length === 0 && (
          <li className={styles.nothing}>
            <p>No network is found by “{query.trim()}”. Search by name, year, author or idea.</p>
            <Button onClick={() => setQuery('')}>Clear the search</Button>
          </li>
        )}
      </ul>
      <div className={styles.footer}>
        <Button className={styles.browse} onClick={() => ui.setGalleryOpen(true)}>
          <LayoutGrid size={14} aria-hidden="true" />
          Browse all…
        </Button>
      </div>
    </>
  );
});

const Network = observer(function Network({ template }: { readonly template: Template }) {
  const app = useApp();
  const facts = templateFacts.of(template);
  return (
    <button
      type="button"
      className={styles.card}
      data-template={template.name}
      onClick={() => openNetwork(app, template)}
    >
      <span className={styles.head}>
        <span className={styles.title}>{template.title}</span>
        <span className={styles.year}>{template.year}</span>
      </span>
      <span className={styles.summary}>{template.summary}</span>
      <span
        className={styles.numbers}
        title={facts && `${exactly(facts.parameters)} trainable parameters, ${exactly(facts.macs)} MACs`}
      >
        {facts ? `${compact(facts.parameters)} params · ${macsText(facts.macs)}` : 'Counting…'}
      </span>
      <span className={styles.reference}>{template.reference}</span>
    </button>
  );
});
