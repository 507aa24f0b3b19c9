import { ArrowLeftRight, CircleCheck, FolderOpen } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isDifferent } from '../../../shared/compiler/compare/compare';
import { matches } from '../../components/shortcut-text';
import { IconButton } from '../../components/IconButton';
import { LargeDialog } from '../../components/LargeDialog';
import { Select } from '../../components/Select';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { CompareContext, useCompare } from './compare-context';
import { CompareStore, type Side } from './compare-store';
import { changeText } from './compare-text';
import { CompareRows, type RowsControls } from './CompareRows';
import { CompareTools, NEXT, PREVIOUS } from './CompareTools';
import { CompareTotals } from './CompareTotals';
import styles from './compare.module.css';

/** Two networks side by side: the document, its saved version, a step of the history, a file, a known network. */
export const CompareDialog = observer(function CompareDialog() {
  const { documents, files, ui } = useApp();
  const [compare] = useState(() => new CompareStore(documents, files));
  const open = ui.compareOpen;
  // Before it is seen.
  useLayoutEffect(() => {
    if (open) compare.begin();
  }, [open, compare]);
  return (
    <LargeDialog
      title="Compare"
      open={open}
      onOpenChange={(wanted) => ui.setCompareOpen(wanted)}
      className={styles.dialog}
      // A layer that was chosen has the focus on the canvas.
      onCloseAutoFocus={(event) => {
        if (document.activeElement !== document.body) event.preventDefault();
      }}
    >
      <CompareContext value={compare}>
        <Content />
      </CompareContext>
    </LargeDialog>
  );
});

const Content = observer(function Content() {
  const compare = useCompare();
  const rows = useRef<RowsControls>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = matches(NEXT, event) ? 1 : matches(PREVIOUS, event) ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    rows.current?.step(step);
  };

  const { comparison } = compare;
  return (
    <div className={styles.content} onKeyDown={onKeyDown}>
      <div className={styles.sides}>
        <SideChoice side="left" />
        <IconButton label="Swap the two sides" onClick={() => compare.swap()}>
          <ArrowLeftRight size={16} />
        </IconButton>
        <SideChoice side="right" />
      </div>
      <CompareTotals comparison={comparison} />
      {isDifferent(comparison) ? (
        <>
          <CompareTools comparison={comparison} onStep={(step) => rows.current?.step(step)} />
          <CompareRows
            // Another comparison begins at its top.
            key={`${compare.left} ${compare.right}`}
            controls={rows}
            comparison={comparison}
            before={<DocumentChanges />}
          />
        </>
      ) : (
        <Empty />
      )}
    </div>
  );
});

const titles: Readonly<Record<Side, string>> = { left: 'Left', right: 'Right' };

const SideChoice = observer(function SideChoice({ side }: { readonly side: Side }) {
  const compare = useCompare();
  return (
    <div className={styles.side}>
      <span className={styles.sideTitle} aria-hidden="true">
        {titles[side]}
      </span>
      <Select
        label={`${titles[side]} side`}
        value={compare[side]}
        options={compare.options}
        onChange={(choice) => compare.choose(side, choice)}
      />
      <IconButton label={`Open a file on the ${side}…`} onClick={() => void compare.chooseFile(side)}>
        <FolderOpen size={16} />
      </IconButton>
    </div>
  );
});

const Empty = observer(function Empty() {
  const compare = useCompare();
  const { rows } = compare.comparison;
  const sameChoice = compare.left === compare.right;
  return (
    <div className={styles.empty}>
      <CircleCheck size={28} aria-hidden="true" />
      <p className={styles.emptyTitle} role="status">
        No differences
      </p>
      <p>
        {sameChoice
          ? 'Both sides are the same document. Choose on the left or on the right what to compare it with.'
          : `Both have the same ${plural(rows.length, 'layer')}, wired alike, and the same settings.`}
      </p>
    </div>
  );
});

/** What differs apart from the layers. */
const DocumentChanges = observer(function DocumentChanges() {
  const { settings, definitions } = useCompare().comparison;
  if (settings.length + definitions.length === 0) return null;
  return (
    <ul className={styles.settings} aria-label="Differences of the document">
      {settings.map((change) => (
        <li key={change.label}>{changeText(change)}</li>
      ))}
      {definitions.map(({ id, name, kind }) => (
        <li key={`block ${id}`}>
          Block {name}: {kind}
        </li>
      ))}
    </ul>
  );
});
