import { emptyDocument } from '../../shared/graph/document';
import type { Framework } from '../../shared/export/code/generate-code';
import { newWindow } from '../host/new-window';
import type { Command } from './command';

const codeCommands = (framework: Framework, title: string): readonly Command[] => [
  {
    id: `file.copyCode.${framework}`,
    title: `Copy as ${title} code`,
    group: 'Export',
    keywords: 'python source clipboard',
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'The document is empty.',
    run: ({ exports }) => void exports.copyCode(framework),
  },
  {
    id: `file.exportCode.${framework}`,
    title: `Export as ${title} code (.py)`,
    group: 'Export',
    keywords: 'python source',
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'The document is empty.',
    run: ({ exports }) => void exports.exportCode(framework),
  },
];

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
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'The document is empty.',
    run: ({ figures }) => figures.setExporting(true),
  },
  {
    id: 'file.exportTfjs',
    title: 'Export as TensorFlow.js layers model',
    group: 'Export',
    enabled: ({ runs }) => runs.current !== null || 'Train the network first, or open a trained model.',
    run: ({ exports }) => void exports.exportTfjs(),
  },
  {
    id: 'file.exportModel',
    title: 'Export as trained model (.cnn)',
    group: 'Export',
    enabled: ({ runs }) => runs.current !== null || 'Train the network first, or open a trained model.',
    run: ({ exports }) => void exports.exportModel(),
  },
  {
    id: 'file.exportDocument',
    title: 'Export as document (.cnn.json)',
    group: 'Export',
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'The document is empty.',
    run: ({ exports }) => void exports.exportDocument(),
  },
  ...codeCommands('keras', 'Keras'),
  ...codeCommands('pytorch', 'PyTorch'),
];
