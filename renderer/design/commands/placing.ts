/** Putting layers on the sheet without a palette. */
import { isBlock } from '../../../shared/graph/document';
import { outputPorts } from '../../../shared/graph/ports';
import { CARD_GAP, CARD_WIDTH, cardsOf, cardWith, overlaps, ROW_HEIGHT } from '../../../shared/drawing/cards';
import { placeBehind, readingOf } from '../../../shared/drawing/reading';
import { isWired, takeOut } from '../canvas/take-out';
import { sourcesIn, targetIn, wireMany } from '../canvas/wire-many';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

/** On the canvas at the selected row, in the middle of an empty one; where another view is on screen, the canvas comes first. */
export function askWhatToAdd({ documents, figures, placing, ui }: AppStore): void {
  const open = (): void =>
    placing.open({ pointer: null, where: documents.graph.nodes.length === 0 ? middle(ui) : null });
  if (ui.workspace === 'design' && ui.drawing !== null && ui.volumes === null) {
    open();
    return;
  }
  ui.setWorkspace('design');
  figures.setView('canvas');
  setTimeout(open);
}

function middle({ canvas }: AppStore['ui']) {
  if (canvas === null) return null;
  const { x, y } = canvas.middle();
  return { kind: 'at', x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y) } as const;
}

function branch({ documents, placing }: AppStore): void {
  const { document, graph, scope, selected } = documents;
  const cards = cardsOf(graph);
  const card = selected === null ? undefined : cardWith(graph, selected.id);
  const [port] = selected ? outputPorts(document, selected, { scope }) : [];
  if (!selected || !card || port === undefined) return;
  // Beside what follows: a column on where the graph is read downwards, else a row on.
  const down = readingOf(graph) === 'down';
  const behind = placeBehind(readingOf(graph), card);
  let { x, y } = down
    ? { x: behind.x + CARD_WIDTH + CARD_GAP, y: behind.y }
    : { x: behind.x, y: behind.y + card.height + CARD_GAP };
  while (cards.some((other) => overlaps(other, { x, y, height: ROW_HEIGHT }))) {
    if (down) x += CARD_WIDTH + CARD_GAP;
    else y += ROW_HEIGHT + CARD_GAP;
  }
  placing.open({
    pointer: null,
    where: {
      kind: 'port',
      from: { node: selected.id, port, end: 'source' },
      at: { x, y },
    },
  });
}

const inDesign = ({ ui }: AppStore): true | string =>
  ui.workspace === 'design' || 'Layers are connected in the Design workspace.';

function replaceable(app: AppStore): true | string {
  const { documents, ui } = app;
  if (ui.workspace !== 'design') return 'Layers are replaced in the Design workspace.';
  if (ui.drawing === null || ui.volumes !== null) return 'Layers are replaced in the drawing.';
  const { selected } = documents;
  if (selected === null) return 'Select one layer to replace it.';
  return !isBlock(selected) || 'A block is dissolved, or its layers are replaced inside.';
}

function wirable({ documents, ...app }: AppStore): true | string {
  if (app.ui.workspace !== 'design') return 'Layers are connected in the Design workspace.';
  const target = targetIn(documents);
  if (target === null) return 'Select several layers, and one that takes several inputs, such as Add.';
  return (
    sourcesIn(documents, target).length > 0 || 'Select the layers that are to be connected to it as well.'
  );
}

export const placingCommands: readonly Command[] = [
  {
    id: 'place.addLayer',
    title: 'Add a layer…',
    group: 'Add',
    shortcut: '/',
    keywords: 'insert new chain row several layers notation search',
    enabled: () => true,
    run: askWhatToAdd,
  },
  {
    id: 'place.branch',
    title: 'Branch off the selected layer…',
    group: 'Add',
    keywords: 'wire port connect next skip parallel',
    enabled: (app) => {
      const { documents, ui } = app;
      if (inDesign(app) !== true) return inDesign(app);
      if (ui.drawing === null || ui.volumes !== null) return 'Layers are connected in the drawing.';
      if (documents.selected === null) return 'Select one layer to branch off.';
      const { document, scope, selected } = documents;
      return outputPorts(document, selected, { scope }).length > 0 || `${selected.name} gives nothing on.`;
    },
    run: branch,
  },
  {
    id: 'place.replace',
    title: 'Replace with another type…',
    group: 'Edit',
    keywords: 'change type swap convert exchange',
    enabled: replaceable,
    run: ({ documents, placing }) => {
      const { selected } = documents;
      if (selected !== null) placing.open({ pointer: null, where: null, replaces: selected.id });
    },
  },
  {
    id: 'place.takeOut',
    title: 'Take out of its wires',
    group: 'Edit',
    keywords: 'detach heal disconnect bypass unplug',
    enabled: (app) => {
      const { documents } = app;
      if (inDesign(app) !== true) return inDesign(app);
      if (documents.selection.size === 0) return 'No layer is selected.';
      return isWired(documents, [...documents.selection]) || 'It is connected to nothing.';
    },
    run: ({ documents, ui }) => {
      const ids = [...documents.selection];
      if (takeOut(documents, ids)) setTimeout(() => ui.canvas?.reveal(ids));
    },
  },
  {
    id: 'place.wireMany',
    title: ({ documents }) => {
      const target = targetIn(documents);
      const name = target === null ? undefined : documents.node(target)?.name;
      return `Connect the selected layers to ${name ?? 'one'}`;
    },
    group: 'Edit',
    keywords: 'wire merge join many add concatenate several',
    enabled: wirable,
    run: ({ documents, ui }) => {
      const target = targetIn(documents);
      if (target === null) return;
      if (!wireMany(documents, sourcesIn(documents, target), target))
        ui.notify({ kind: 'info', message: 'They are connected to it already.' });
    },
  },
];
