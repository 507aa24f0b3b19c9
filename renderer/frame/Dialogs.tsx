import { observer } from 'mobx-react-lite';
import { KeysHeld } from '../components/KeysHeld';
import { later, onDemand, OnceWanted } from '../components/later';
import { useApp } from '../document/app-context';

const CommandPalette = later(
  () => import('./help/CommandPalette').then((module) => module.CommandPalette),
  <KeysHeld />,
);
const RecoveryDialog = later(() =>
  import('./recovery/RecoveryDialog').then((module) => module.RecoveryDialog),
);
const ChangedFileDialog = later(() =>
  import('./recovery/ChangedFileDialog').then((module) => module.ChangedFileDialog),
);
const GalleryDialog = later(
  () => import('../start/gallery/GalleryDialog').then((module) => module.GalleryDialog),
  <KeysHeld />,
);
const FigureDialog = later(() =>
  import('../figures/dialog/FigureDialog').then((module) => module.FigureDialog),
);
const CompareDialog = later(() =>
  import('../design/compare/CompareDialog').then((module) => module.CompareDialog),
);
const ShortcutsDialog = later(() =>
  import('./help/ShortcutsDialog').then((module) => module.ShortcutsDialog),
);
const AboutDialog = onDemand(() => import('./help/AboutDialog').then((module) => module.AboutDialog));

/** Whatever lies over the whole window. */
export const Dialogs = observer(function Dialogs() {
  const { figures, files, ui } = useApp();
  return (
    <>
      <OnceWanted wanted={ui.commandsOpen}>
        <CommandPalette />
      </OnceWanted>
      <OnceWanted wanted={files.work.recoverable.length > 0}>
        <RecoveryDialog />
      </OnceWanted>
      <OnceWanted wanted={files.changed !== null}>
        <ChangedFileDialog />
      </OnceWanted>
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
