/** Going into blocks and out of them again. */
import { isBlock, type NodeId } from '../../../shared/graph/document';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

/** Shows what is inside, and moves the focus to its first layer. */
export function openBlock({ documents, ui }: AppStore, block: NodeId): void {
  ui.setWorkspace('design');
  if (documents.open(block)) ui.canvas?.focusFirst();
  else ui.notify({ kind: 'error', message: 'What this block stands for is missing, so it can’t be opened.' });
}

/** Back to what is around, where the block that was left is selected. */
export function leaveBlock({ documents, ui }: AppStore, levels = 1): void {
  documents.leave(levels);
  ui.canvas?.reveal([...documents.selection]);
}

/** Where a flat layer stands, in its copy. */
export function showLayer({ documents, ui }: AppStore, flatId: string): void {
  ui.setWorkspace('design');
  ui.canvas?.reveal([documents.show(flatId)]);
}

export const scopeCommands: readonly Command[] = [
  {
    id: 'view.openBlock',
    title: 'Open the block',
    group: 'View',
    keywords: 'enter inside definition edit drill down',
    enabled: ({ documents }) => {
      const { selected } = documents;
      return (selected !== null && isBlock(selected)) || 'Select a block to open it.';
    },
    run: (app) => {
      const { selected } = app.documents;
      if (selected !== null) openBlock(app, selected.id);
    },
  },
  {
    id: 'view.leaveBlock',
    title: 'Leave the block',
    group: 'View',
    shortcut: 'Alt+ArrowUp',
    keywords: 'up back out parent network',
    enabled: ({ documents }) => documents.scope !== null || 'You are not inside of a block.',
    run: (app) => leaveBlock(app),
  },
  ...([-1, 1] as const).map((step): Command => ({
    id: step === 1 ? 'view.nextCopy' : 'view.previousCopy',
    title: step === 1 ? 'Show the next copy of the block' : 'Show the previous copy of the block',
    group: 'View',
    shortcut: step === 1 ? 'Alt+ArrowRight' : 'Alt+ArrowLeft',
    keywords: 'repeat index instance',
    enabled: ({ documents }) => {
      const level = documents.place.levels.at(-1);
      if (!level) return 'You are not inside of a block.';
      const next = level.step.copy + step;
      return (next >= 0 && next < level.copies) || 'There is no further copy.';
    },
    run: ({ documents }) => documents.showCopy((documents.place.path.at(-1)?.copy ?? 0) + step),
  })),
];
