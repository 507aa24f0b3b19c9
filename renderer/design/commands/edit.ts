import { removeAndHeal } from '../../../shared/graph/create';
import type { NodeId } from '../../../shared/graph/document';
import { plural } from '../../format/numbers';
import type { AppStore } from '../../document/app-store';
import { canPaste, copySelection, fragmentOf, pasteEdits, pasteText } from './clipboard';
import type { Command } from '../../commands/command';
import { leaveBlock } from './scope';

const selected = ({ documents, ui }: AppStore): true | string => {
  if (ui.workspace !== 'design') return 'Layers are edited in the Design workspace.';
  return documents.selection.size > 0 || 'No layer is selected.';
};

/** "conv1", "3 layers" */
export function selectionText({ documents }: AppStore): string {
  return documents.selected?.name ?? plural(documents.selection.size, 'layer');
}

async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A browser that refuses the clipboard still has the copy in this window.
  }
}

function copy(app: AppStore): void {
  const text = copySelection(app);
  if (text !== null) void writeClipboard(text);
}

export function deleteSelection(app: AppStore, verb = 'Delete'): void {
  const { documents, ui } = app;
  const label = `${verb} ${selectionText(app)}`;
  const next = besideSelection(app);
  documents.transact(label, removeAndHeal(documents.document, [...documents.selection], documents.scope));
  // What had the keyboard is gone; nothing is selected, so that the same key again takes nothing else away.
  // Its card may be another one after that, which takes a moment to be drawn.
  if (next !== null && ui.drawing !== null) requestAnimationFrame(() => ui.drawing?.reveal([next]));
}

/** The layer behind those that are selected, else the one before; null where there is neither. */
function besideSelection({ documents: { graph, selection } }: AppStore): NodeId | null {
  const { edges } = graph;
  const behind = edges.find(({ source, target }) => selection.has(source) && !selection.has(target));
  const before = edges.find(({ source, target }) => selection.has(target) && !selection.has(source));
  return behind?.target ?? before?.source ?? null;
}

export const undoCommand: Command = {
  id: 'edit.undo',
  title: ({ documents }) => (documents.undoLabel === null ? 'Undo' : `Undo ${documents.undoLabel}`),
  group: 'Edit',
  shortcut: 'Mod+Z',
  enabled: ({ documents }) => documents.undoLabel !== null || 'Nothing was done yet.',
  run: ({ documents }) => documents.undo(),
};

export const redoCommand: Command = {
  id: 'edit.redo',
  title: ({ documents }) => (documents.redoLabel === null ? 'Redo' : `Redo ${documents.redoLabel}`),
  group: 'Edit',
  shortcut: 'Mod+Shift+Z',
  enabled: ({ documents }) => documents.redoLabel !== null || 'Nothing was undone.',
  run: ({ documents }) => documents.redo(),
};

export const editCommands: readonly Command[] = [
  undoCommand,
  redoCommand,
  {
    id: 'edit.cut',
    title: 'Cut',
    group: 'Edit',
    shortcut: 'Mod+X',
    native: true,
    enabled: selected,
    run: (app) => {
      copy(app);
      deleteSelection(app, 'Cut');
    },
  },
  {
    id: 'edit.copy',
    title: 'Copy',
    group: 'Edit',
    shortcut: 'Mod+C',
    native: true,
    enabled: selected,
    run: copy,
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    group: 'Edit',
    shortcut: 'Mod+V',
    native: true,
    enabled: () => canPaste() || 'No layers were copied in this window.',
    run: (app) => pasteText(app),
  },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    group: 'Edit',
    shortcut: 'Mod+D',
    enabled: selected,
    run: (app) => {
      const { documents } = app;
      const fragment = fragmentOf(documents.document, documents.selection, documents.scope);
      const label = `Duplicate ${selectionText(app)}`;
      const { edits, ids } = pasteEdits(documents.document, fragment, documents.scope);
      if (documents.transact(label, edits)) documents.select(ids);
    },
  },
  {
    id: 'edit.delete',
    title: 'Delete',
    group: 'Edit',
    shortcut: 'Delete',
    keywords: 'remove',
    enabled: selected,
    run: (app) => deleteSelection(app),
  },
  {
    id: 'edit.selectAll',
    title: 'Select all layers',
    group: 'Edit',
    shortcut: 'Mod+A',
    enabled: ({ documents, ui }) => {
      if (ui.workspace !== 'design') return 'Layers are selected in the Design workspace.';
      return documents.graph.nodes.length > 0 || 'There are no layers here.';
    },
    run: ({ documents }) => documents.select(documents.graph.nodes.map(({ id }) => id)),
  },
  {
    id: 'edit.selectNone',
    title: 'Select nothing',
    group: 'Edit',
    shortcut: 'Escape',
    keywords: 'deselect',
    enabled: ({ documents }) =>
      documents.selection.size > 0 || documents.scope !== null || 'Nothing is selected.',
    // Once nothing is selected, the same key leads out of the block.
    run: (app) => {
      if (app.documents.selection.size > 0) app.documents.select([]);
      else leaveBlock(app);
    },
  },
];
