import { ArrowDown, ArrowUp } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { Comparison, RowKind } from '../../../shared/compiler/compare/compare';
import { Button } from '../../components/Button';
import { IconButton } from '../../components/IconButton';
import { Toggle } from '../../components/Toggle';
import { exactly } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { useCompare } from './compare-context';
import { comparisonMarkdown, comparisonPlain, kindWords } from './compare-text';
import { KindIcon } from './KindIcon';
import styles from './compare.module.css';

export const NEXT = 'F7';
export const PREVIOUS = 'Shift+F7';

const counted: readonly RowKind[] = ['added', 'removed', 'changed', 'affected', 'moved'];
const meanings: Readonly<Record<RowKind, string>> = {
  same: 'Nothing differs',
  moved: 'Only the place on the canvas differs',
  affected: 'Its own settings are the same; its shape or cost follows from what comes before it',
  changed: 'Its parameters, name or wiring differ',
  added: 'Only on the right',
  removed: 'Only on the left',
};

const formats = [
  { name: 'Text', write: comparisonPlain },
  { name: 'Markdown', write: comparisonMarkdown },
] as const;

interface ToolsProps {
  readonly comparison: Comparison;
  readonly onStep: (step: 1 | -1) => void;
}

/** How many differences of each kind, the filter, the way from one to the next, and the copy. */
export const CompareTools = observer(function CompareTools({ comparison, onStep }: ToolsProps) {
  const { ui } = useApp();
  const compare = useCompare();
  const { counts } = comparison;
  const none = counts.same === comparison.rows.length ? 'No layer differs.' : null;
  const copy = (text: string, name: string): void => {
    navigator.clipboard.writeText(text).then(
      () => ui.notify({ kind: 'info', message: `The comparison is on the clipboard as ${name}.` }),
      () =>
        ui.notify({ kind: 'error', message: 'The browser did not let the comparison onto the clipboard.' }),
    );
  };
  return (
    <div className={styles.tools}>
      <ul className={styles.counts} aria-label="Layers">
        {counted
          .filter((kind) => counts[kind] > 0)
          .map((kind) => (
            <li key={kind} data-kind={kind} title={meanings[kind]}>
              <KindIcon kind={kind} />
              {exactly(counts[kind])} {kindWords[kind].toLowerCase()}
            </li>
          ))}
        <li data-kind="same">{exactly(counts.same)} the same</li>
      </ul>
      <span className={styles.filter}>
        <span aria-hidden="true">Only differences</span>
        <Toggle
          label="Only differences"
          checked={compare.onlyDifferences}
          onChange={(only) => compare.setOnlyDifferences(only)}
        />
      </span>
      <span className={styles.steps}>
        <IconButton label="Previous difference" shortcut={PREVIOUS} refusal={none} onClick={() => onStep(-1)}>
          <ArrowUp size={16} />
        </IconButton>
        <IconButton label="Next difference" shortcut={NEXT} refusal={none} onClick={() => onStep(1)}>
          <ArrowDown size={16} />
        </IconButton>
      </span>
      <span className={styles.copies} role="group" aria-label="Copy the comparison">
        <span aria-hidden="true">Copy as</span>
        {formats.map(({ name, write }) => (
          <Button
            key={name}
            variant="quiet"
            className={styles.copy}
            aria-label={`Copy as ${name}`}
            onClick={() =>
              copy(write({ left: compare.nameOf('left'), right: compare.nameOf('right'), comparison }), name)
            }
          >
            {name}
          </Button>
        ))}
      </span>
    </div>
  );
});
