/** Cards in line, with equal gaps, or laid out anew. Never unasked. */
import type { Layout } from '../../../shared/graph/document';
import { aligned, type Axis, distributed, type Side } from '../../../shared/drawing/align';
import { type Card, cardsOf, placements } from '../../../shared/drawing/cards';
import type { Reading } from '../../../shared/drawing/reading';
import { tidy } from '../canvas/tidy';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

const selectedCards = ({ documents }: AppStore): readonly Card[] =>
  cardsOf(documents.graph).filter(({ nodes }) => nodes.some((id) => documents.selection.has(id)));

const cardsNeeded =
  (least: number) =>
  (app: AppStore): true | string => {
    if (app.ui.workspace !== 'design') return 'Cards are arranged in the Design workspace.';
    return (
      selectedCards(app).length >= least ||
      `Select layers in ${least === 2 ? 'two' : 'three'} cards or more, as by Shift-dragging a box over them.`
    );
  };

function move({ documents, ui }: AppStore, label: string, places: Layout): void {
  const before = cardsOf(documents.graph);
  const layout = placements(documents.graph, new Map(Object.entries(places)));
  if (documents.transact(label, [{ edit: 'place', ...documents.within, layout }])) ui.drawing?.glide(before);
}

const align = (side: Side, title: string, keywords: string): Command => ({
  id: `edit.align.${side}`,
  title,
  group: 'Edit',
  keywords: `align cards arrange ${keywords}`,
  enabled: cardsNeeded(2),
  run: (app) => move(app, title, aligned(selectedCards(app), side)),
});

const distribute = (axis: Axis, title: string, keywords: string): Command => ({
  id: `edit.distribute.${axis}`,
  title,
  group: 'Edit',
  keywords: `distribute cards spread equal gaps spacing ${keywords}`,
  enabled: cardsNeeded(3),
  run: (app) => move(app, title, distributed(selectedCards(app), axis)),
});

const tidyAll = (direction: Reading, id: string, title: string, shortcut?: string): Command => ({
  id,
  title,
  group: 'View',
  ...(shortcut !== undefined && { shortcut }),
  keywords: 'arrange align layout auto elk horizontal vertical',
  enabled: ({ documents }) => documents.graph.nodes.length > 0 || 'There are no layers here.',
  run: (app) => void tidy(app, direction),
});

const tidySelected = (direction: Reading, id: string, title: string): Command => ({
  id,
  title,
  group: 'View',
  keywords: 'arrange align layout auto elk selected horizontal vertical',
  enabled: cardsNeeded(2),
  run: (app) => void tidy(app, direction, app.documents.selection),
});

export const arrangeCommands: readonly Command[] = [
  align('left', 'Align left edges', 'start'),
  align('centre', 'Align centres', 'center column vertical line'),
  align('right', 'Align right edges', 'end'),
  align('top', 'Align top edges', 'up'),
  align('middle', 'Align middles', 'row horizontal line'),
  align('bottom', 'Align bottom edges', 'down'),
  distribute('down', 'Make the gaps equal, top to bottom', 'vertical'),
  distribute('across', 'Make the gaps equal, left to right', 'horizontal'),
  tidyAll('down', 'view.tidy', 'Tidy up the layout', 'Shift+T'),
  tidyAll('across', 'view.tidyAcross', 'Tidy up from left to right'),
  tidySelected('down', 'view.tidySelection', 'Tidy up the selection'),
  tidySelected('across', 'view.tidySelectionAcross', 'Tidy up the selection, left to right'),
];
