import { Copy, Download } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { figureFile, measuresOf } from '../figure-file';
import { figureScene } from '../figure-scene';
import { useApp } from '../../document/app-context';
import type { FigureSettings } from '../figure-store';
import styles from './figure.module.css';
import { messageOf } from '../../../shared/schema/message-of';

const oneDigit = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1, useGrouping: false });

/** How large it becomes, and where it goes. */
export const FigureActions = observer(function FigureActions() {
  const { documents, figures, exports, ui } = useApp();
  const { compiled } = documents;
  const { settings } = figures;
  const [busy, setBusy] = useState(false);
  const measures = useMemo(
    () => measuresOf(figureScene(compiled, settings, ui.notation), settings),
    [compiled, settings, ui.notation],
  );
  const empty = documents.document.nodes.length === 0 ? 'The document is empty.' : null;

  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      ui.notify({ kind: 'error', message: messageOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const make = async (): Promise<Uint8Array> => {
    const { bytes, warning } = await figureFile(compiled, settings, ui.notation);
    if (warning !== null) ui.notify({ kind: 'info', message: warning });
    return bytes;
  };
  const save = (): Promise<void> =>
    during(async () => {
      if (await exports.exportFigure(`-${settings.view}.${settings.format}`, make))
        figures.setExporting(false);
    });
  const copy = (): Promise<void> =>
    during(async () => {
      await copyFigure(settings.format, make);
      ui.notify({ kind: 'info', message: `Copied as ${settings.format.toUpperCase()}.` });
    });

  const noCopy = settings.format === 'pdf' ? 'The clipboard takes SVG and PNG.' : null;
  const size = `${oneDigit.format(measures.width)} × ${oneDigit.format(measures.height)} ${measures.unit}`;
  return (
    <footer className={styles.actions}>
      <span className={styles.measures} role="status">
        {settings.format.toUpperCase()}, {size}
        {measures.reduced && ': as large as this browser can draw it'}
      </span>
      <Button
        disabled={busy || empty !== null || noCopy !== null}
        title={empty ?? noCopy ?? undefined}
        onClick={() => void copy()}
      >
        <Copy size={14} aria-hidden="true" />
        Copy
      </Button>
      <Button
        variant="primary"
        data-save
        disabled={busy || empty !== null}
        title={empty ?? undefined}
        onClick={() => void save()}
      >
        <Download size={14} aria-hidden="true" />
        Save…
      </Button>
    </footer>
  );
});

/** Drawing programs read an SVG from the clipboard as text. */
async function copyFigure(format: FigureSettings['format'], make: () => Promise<Uint8Array>): Promise<void> {
  if (format === 'svg') {
    await navigator.clipboard.writeText(new TextDecoder().decode(await make()));
    return;
  }
  const blob = make().then((bytes) => new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
