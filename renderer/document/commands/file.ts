import { emptyDocument } from '../../../shared/graph/document';
import { formats } from '../../../shared/exchange';
import type { Format } from '../../../shared/exchange/format';
import { newWindow } from '../../host/new-window';
import type { Command } from '../../commands/command';

const notEmpty: Command['enabled'] = ({ documents }) =>
  documents.document.nodes.length > 0 || 'The document is empty.';
const trained: Command['enabled'] = ({ runs }) =>
  runs.current !== null || 'Train the network first, or open a trained model.';

/** Figures have a dialog of their own. */
function formatCommands(format: Format): readonly Command[] {
  if (format.help === null) return [];
  const shown: Command = {
    id: `file.export.${format.name}`,
    title: `Export as ${format.title} (${format.ending})`,
    group: 'Export',
    keywords: format.usage,
    enabled: format.takes === 'model' ? trained : notEmpty,
    run: ({ exports }) => void exports.exportFormat(format),
  };
  if (format.takes === 'model' || format.kind !== 'python') return [shown];
  const copied: Command = {
    id: `file.copy.${format.name}`,
    title: `Copy as ${format.title}`,
    group: 'Export',
    keywords: 'python source clipboard',
    enabled: notEmpty,
    run: ({ exports }) => void exports.copy(format),
  };
  return [copied, shown];
}

export const fileCommands: readonly Command[] = [
  {
    id: 'file.new',
    title: 'New document',
    group: 'File',
    enabled: () => true,
    run: ({ files }) => files.newDocument(emptyDocument()),
  },
  {
    id: 'file.newWindow',
    title: 'New window',
    group: 'File',
    keywords: 'another document tab',
    enabled: () => true,
    run: newWindow,
  },
  {
    id: 'file.open',
    title: 'Open…',
    group: 'File',
    shortcut: 'Mod+O',
    enabled: () => true,
    run: ({ files }) => void files.open(),
  },
  {
    id: 'file.networks',
    title: 'Browse networks…',
    group: 'File',
    shortcut: 'Mod+Shift+O',
    keywords: 'gallery templates architectures lenet alexnet vgg resnet compare size cost',
    enabled: () => true,
    run: ({ ui }) => ui.setGalleryOpen(true),
  },
  {
    id: 'file.save',
    title: 'Save',
    group: 'File',
    shortcut: 'Mod+S',
    enabled: ({ files }) => (files.saving ? 'It is being saved.' : true),
    run: ({ files }) => void files.save(),
  },
  {
    id: 'file.saveAs',
    title: 'Save as…',
    group: 'File',
    shortcut: 'Mod+Shift+S',
    enabled: ({ files }) => (files.saving ? 'It is being saved.' : true),
    run: ({ files }) => void files.saveAs(),
  },
  {
    id: 'file.previous',
    title: 'Bring back the version before the last save',
    group: 'File',
    keywords: 'backup revert earlier previous restore open',
    enabled: ({ files }) => Boolean(files.file?.handle) || 'It was not saved to a file yet.',
    run: ({ files }) => void files.openPrevious(),
  },
  {
    id: 'file.recover',
    title: 'Recover unsaved work…',
    group: 'File',
    enabled: () => true,
    run: ({ files }) => void files.work.lookForWork(),
  },
  {
    id: 'file.exportFigure',
    title: 'Export figure…',
    group: 'Export',
    shortcut: 'Mod+Shift+E',
    keywords: 'picture image svg png pdf paper volumes canvas print',
    enabled: notEmpty,
    run: ({ figures }) => figures.setExporting(true),
  },
  {
    id: 'file.exportModel',
    title: 'Export as trained model (.cnn)',
    group: 'Export',
    enabled: trained,
    run: ({ exports }) => void exports.exportModel(),
  },
  {
    id: 'file.exportDocument',
    title: 'Export as document (.cnn.json)',
    group: 'Export',
    enabled: notEmpty,
    run: ({ exports }) => void exports.exportDocument(),
  },
  ...formats.flatMap(formatCommands),
];
