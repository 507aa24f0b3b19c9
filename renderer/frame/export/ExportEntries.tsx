import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { drawingFormats } from '../../../shared/exchange/drawings';
import { modelFormats } from '../../../shared/exchange/models';
import type { Format } from '../../../shared/exchange/format';
import { useApp } from '../../document/app-context';
import styles from './export-menu.module.css';

interface Entry {
  readonly title: string;
  readonly text: string;
  /** Why it can't be had now; null where it can. */
  readonly refusal: string | null;
  readonly run: () => void;
}

/** What leaves the app; the document and its file stay as they are. */
export const ExportEntries = observer(function ExportEntries() {
  const { runs, exports, documents, figures } = useApp();
  const untrained = runs.current === null ? 'Train the network first, or open a trained model.' : null;
  const empty = documents.document.nodes.length === 0 ? 'The document is empty.' : null;
  const run = runs.current?.name ?? '';
  /** Figures have a dialog of their own. */
  const entryOf = (format: Format): readonly Entry[] => {
    if (format.help === null) return [];
    const model = format.takes === 'model';
    return [
      {
        title: `${format.title} (${format.isFolder ? '.zip' : format.ending})`,
        text: model ? `${run} ${format.help}` : format.help,
        refusal: model ? untrained : empty,
        run: () => void exports.exportFormat(format),
      },
    ];
  };
  const entries: readonly Entry[] = [
    {
      title: 'Figure… (.svg, .png, .pdf)',
      text: 'The canvas or the volumes, for a paper, slides or a page.',
      refusal: empty,
      run: () => figures.setExporting(true),
    },
    ...modelFormats.flatMap(entryOf),
    {
      title: 'Trained model (.cnn)',
      text: `The document with the weights of ${run}.`,
      refusal: untrained,
      run: () => void exports.exportModel(),
    },
    ...drawingFormats.flatMap(entryOf),
    {
      title: 'Document (.cnn.json)',
      text: 'The drawing alone, as text that a diff can read.',
      refusal: empty,
      run: () => void exports.exportDocument(),
    },
  ];
  return (
    <>
      {entries.map((entry) => (
        // Not `disabled`: such entries can't be reached by keyboard, and then nobody hears why.
        <DropdownMenu.Item
          key={entry.title}
          className={styles.item}
          aria-disabled={entry.refusal !== null}
          onSelect={(event) => {
            if (entry.refusal === null) entry.run();
            else event.preventDefault();
          }}
        >
          <span className={styles.title}>{entry.title}</span>
          <span className={styles.text}>{entry.refusal ?? entry.text}</span>
        </DropdownMenu.Item>
      ))}
    </>
  );
});
