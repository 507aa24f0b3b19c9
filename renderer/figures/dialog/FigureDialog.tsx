import { observer } from 'mobx-react-lite';
import { LargeDialog } from '../../components/LargeDialog';
import { useApp } from '../../document/app-context';
import { FigureForm } from './FigureForm';
import { FigurePreview } from './FigurePreview';
import { FigureActions } from './FigureActions';
import styles from './figure.module.css';

/** The canvas or the volumes as a picture that leaves the app: seen before it is saved. */
export const FigureDialog = observer(function FigureDialog() {
  const { figures } = useApp();
  return (
    <LargeDialog
      title="Export figure"
      open={figures.exporting}
      onOpenChange={(open) => figures.setExporting(open)}
      className={styles.dialog}
      // Most often the figure is as it was wanted the last time: Enter saves it.
      onOpenAutoFocus={(event) => {
        const content = event.currentTarget;
        const save = content instanceof Element ? content.querySelector<HTMLElement>('[data-save]') : null;
        if (save === null) return;
        event.preventDefault();
        save.focus();
      }}
    >
      <div className={styles.content}>
        <FigurePreview />
        <FigureForm />
      </div>
      <FigureActions />
    </LargeDialog>
  );
});
