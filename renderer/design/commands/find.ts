/** Finding layers of the network, in blocks too. */
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

/** Far enough out to see what is around, near enough to read. */
const READABLE = 0.6;

/** Brings a flat layer into the middle, in the block and copy where it lies; the focus stays where it is. */
function lookAt({ documents, ui }: AppStore, flatId: string): void {
  const { scope } = documents;
  const node = documents.show(flatId);
  const centre = (): void => {
    const { drawing } = ui;
    drawing?.centre(node, Math.max(READABLE, drawing.view().zoom));
  };
  // A graph that was just opened is drawn by the next frame but one.
  if (documents.scope === scope) centre();
  else requestAnimationFrame(() => requestAnimationFrame(centre));
}

export function openFind({ ui, figures, find }: AppStore): void {
  ui.setWorkspace('design');
  figures.setView('canvas');
  find.show();
}

export function goToHit(app: AppStore, by: 1 | -1): void {
  const hit = app.find.step(by);
  if (hit !== null) lookAt(app, hit.id);
}

export function selectFound({ documents, find }: AppStore): void {
  documents.select(find.selectable);
}

/** True, or why there is nothing to select. */
export function canSelectFound({ find }: AppStore): true | string {
  if (!find.isSearching) return 'Nothing is looked for.';
  if (find.hits.length === 0) return 'Nothing was found.';
  return find.selectable.length > 0 || 'What was found lies inside blocks: open one to select there.';
}

const stepTo = (by: 1 | -1): Command => ({
  id: by === 1 ? 'view.findNext' : 'view.findPrevious',
  title: by === 1 ? 'Find the next' : 'Find the one before',
  group: 'View',
  shortcut: by === 1 ? 'F3' : 'Shift+F3',
  keywords: 'search hit match',
  enabled: ({ find }) => {
    if (!find.isSearching) return 'Nothing is looked for: find layers first.';
    return find.hits.length > 0 || 'Nothing was found.';
  },
  run: (app) => goToHit(app, by),
});

export const findCommands: readonly Command[] = [
  {
    id: 'view.find',
    title: 'Find layers…',
    group: 'View',
    shortcut: 'Mod+F',
    keywords: 'search filter highlight parameters macs shape name type',
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'There are no layers yet.',
    run: openFind,
  },
  stepTo(1),
  stepTo(-1),
  {
    id: 'view.selectFound',
    title: 'Select all that were found',
    group: 'View',
    keywords: 'search hits matches',
    enabled: canSelectFound,
    run: selectFound,
  },
  {
    id: 'view.goToLayer',
    title: 'Go to layer…',
    group: 'View',
    shortcut: 'G',
    keywords: 'jump name find inside block',
    enabled: ({ documents }) => documents.document.nodes.length > 0 || 'There are no layers yet.',
    run: ({ ui }) => ui.openCommands('places'),
  },
];
