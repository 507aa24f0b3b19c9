import { observer } from 'mobx-react-lite';
import { later, onDemand, OnceWanted } from '../components/later';
import { useApp } from '../stores/app-context';
import { CommandPalette } from './help/CommandPalette';
import { ChangedFileDialog } from './recovery/ChangedFileDialog';
import { RecoveryDialog } from './recovery/RecoveryDialog';

const GalleryDialog = later(() => import('./gallery/GalleryDialog').then((module) => module.GalleryDialog));
const FigureDialog = later(() => import('./figure/FigureDialog').then((module) => module.FigureDialog));
const CompareDialog = later(() => import('./compare/CompareDialog').then((module) => module.CompareDialog));
const ShortcutsDialog = later(() =>
  import('./help/ShortcutsDialog').then((module) => module.ShortcutsDialog),
);
const AboutDialog = onDemand(() => import('./help/AboutDialog').then((module) => module.AboutDialog));

/** Whatever lies over the whole window. */
export const Dialogs = observer(function Dialogs() {
  const { figures, ui } = useApp();
  return (
    <>
      <CommandPalette />
      <RecoveryDialog />
      <ChangedFileDialog />
      <OnceWanted wanted={ui.galleryOpen}>
        <GalleryDialog />
      </OnceWanted>
      <OnceWanted wanted={figures.exporting}>
        <FigureDialog />
      </OnceWanted>
      <OnceWanted wanted={ui.compareOpen}>
        <CompareDialog />
      </OnceWanted>
      <OnceWanted wanted={ui.shortcutsOpen}>
        <ShortcutsDialog />
      </OnceWanted>
      <OnceWanted wanted={ui.aboutOpen}>
        <AboutDialog />
      </OnceWanted>
    </>
  );
});
