import { cutWires } from '../canvas/port-edits';
import type { Command } from '../../commands/command';

export const wireCommands: readonly Command[] = [
  {
    id: 'edit.cutWire',
    title: 'Disconnect',
    group: 'Edit',
    keywords: 'cut wire edge connection remove delete',
    enabled: ({ marks }) => marks.wire !== null || 'Select a wire first.',
    run: ({ documents, marks }) => {
      const { wire } = marks;
      marks.choose(null);
      if (wire !== null) cutWires(documents, [wire]);
    },
  },
];
