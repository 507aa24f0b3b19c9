import { Copy } from 'lucide-react';
import { Button } from '../../components/Button';
import { Segmented } from '../../components/Segmented';
import { SearchField } from '../../components/SearchField';
import { useApp } from '../../document/app-context';
import { summaryCsv, summaryMarkdown, summaryPlain, type SummaryTableText } from './summary-text';
import styles from './summary.module.css';

export type Grouping = 'layer' | 'block';

const groupings: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'layer', label: 'By layer' },
  { value: 'block', label: 'By block' },
];

const formats = [
  { name: 'Text', title: 'As text in columns, for a terminal or a mail', write: summaryPlain },
  { name: 'Markdown', title: 'As a Markdown table', write: summaryMarkdown },
  { name: 'CSV', title: 'As CSV, for a spreadsheet', write: summaryCsv },
] as const;

interface SummaryToolsProps {
  readonly grouping: Grouping;
  readonly onGrouping: (grouping: Grouping) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** What is copied: the table as it is shown. */
  readonly table: () => SummaryTableText;
}

export function SummaryTools({ grouping, onGrouping, query, onQuery, table }: SummaryToolsProps) {
  const { ui } = useApp();

  const copy = (text: string, name: string): void => {
    navigator.clipboard.writeText(text).then(
      () => ui.notify({ kind: 'info', message: `The table is on the clipboard as ${name}.` }),
      () => ui.notify({ kind: 'error', message: 'The browser did not let the table onto the clipboard.' }),
    );
  };

  return (
    <div className={styles.tools}>
      <Segmented label="Rows" value={grouping} options={groupings} onChange={onGrouping} />
      <div className={styles.search}>
        <SearchField
          label="Filter by name, type or output shape"
          placeholder="Name, type or shape"
          value={query}
          onChange={onQuery}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || query === '') return;
            // The next one closes the drawer.
            event.stopPropagation();
            onQuery('');
          }}
        />
      </div>
      <div className={styles.copies} role="group" aria-label="Copy the table">
        <Copy size={13} aria-hidden="true" />
        <span aria-hidden="true">Copy as</span>
        {formats.map(({ name, title, write }) => (
          <Button
            key={name}
            variant="quiet"
            className={styles.copy}
            aria-label={`Copy as ${name}`}
            title={title}
            onClick={() => copy(write(table()), name)}
          >
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
