/** Cards joined to one, and taken apart. */
import { apartRefusal, joinBeside, jointBeside, partCard } from '../canvas/join';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

const inDesign = ({ ui }: AppStore): true | string =>
  ui.workspace === 'design' || 'Cards are joined in the Design workspace.';

function reveal({ documents, ui }: AppStore): void {
  const id = documents.selected?.id;
  if (id !== undefined) setTimeout(() => ui.canvas?.reveal([id]));
}

const join = (way: 'above' | 'below', shortcut: string): Command => ({
  id: `edit.join.${way}`,
  title: `Join with the card ${way}`,
  group: 'Edit',
  shortcut,
  keywords: 'card chain snap merge together connect',
  enabled: (app) => {
    const here = inDesign(app);
    if (here !== true) return here;
    const joint = jointBeside(app.documents, way);
    return typeof joint === 'string' ? joint : true;
  },
  run: (app) => {
    if (joinBeside(app.documents, way)) reveal(app);
  },
});

export const joinCommands: readonly Command[] = [
  join('above', 'Shift+J'),
  join('below', 'Shift+K'),
  {
    id: 'edit.takeApart',
    title: 'Take apart here',
    group: 'Edit',
    shortcut: 'Shift+X',
    keywords: 'card chain split part break separate',
    enabled: (app) => {
      const here = inDesign(app);
      return here === true ? (apartRefusal(app.documents) ?? true) : here;
    },
    run: (app) => {
      const id = app.documents.selected?.id;
      if (id !== undefined && partCard(app.documents, id)) reveal(app);
    },
  },
];
