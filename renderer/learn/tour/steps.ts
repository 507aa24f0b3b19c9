/** What the tour shows, in order. It points at the window as it is, with whatever network is open. */
import type { NodeId } from '../../../shared/graph/document';
import { type AnchorName, findAnchor, findRow } from '../../components/anchors';
import { NARROW_WINDOW, SMALL_WINDOW } from '../../components/small-window';
import type { AppStore } from '../../document/app-store';
import { outlineRows } from '../../document/outline-rows';

export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** What to do where there is nothing to point at yet. */
  readonly missing?: string;
  /** The card stands below it: what is beside it is meant as well. */
  readonly under?: true;
  /** Opens what is to be shown. */
  readonly prepare?: (app: AppStore) => void;
  readonly find: (app: AppStore) => Element | null;
}

const at = (name: AnchorName) => (): Element | null => findAnchor(name);
const rowOf = (id: NodeId | null): Element | null => (id === null ? null : findRow(id));

/** The first layer with weights: it has the most to tell. */
function tellingLayer({ documents }: AppStore): NodeId | null {
  const rows = outlineRows(documents);
  return (
    (rows.find(({ layers }) => layers.some(({ weights }) => weights.length > 0)) ?? rows[0])?.node.id ?? null
  );
}

/** The first layer after the input that changes the size of what flows through. */
function shapingLayer({ documents }: AppStore): NodeId | null {
  const row = outlineRows(documents).find(({ layers: [first] }) => {
    const [before, after] = [first?.inputShapes[0], first?.outputShapes[0]];
    return before != null && after !== undefined && before.join() !== after.join();
  });
  return row?.node.id ?? null;
}

const EMPTY = 'Nothing is drawn yet: a network from the start screen or the Networks tab shows it best.';

export const tourSteps: readonly TourStep[] = [
  {
    title: 'Layers to draw with',
    text: 'Drag a layer from here onto the canvas, onto a wire, or between two rows. Or press / and type its name, as Keras or PyTorch call it.',
    prepare: ({ ui }) => ui.setLeftTab('layers'),
    find: at('layers to add'),
  },
  {
    title: 'A row is a layer',
    text: 'It says what matters of its parameters and, on the right, how many weights it learns. Click it to select it; the arrow keys walk from layer to layer.',
    missing: EMPTY,
    prepare: (app) => {
      closeLayersInSmallWindow(app);
      const id = tellingLayer(app);
      if (id !== null) app.documents.select([id]);
    },
    find: (app) => rowOf(tellingLayer(app)),
  },
  {
    title: 'Shapes, wherever they change',
    text: 'Height × width × channels, worked out while you draw. Where two layers don’t fit, the row turns red and says in words what would mend it.',
    missing: EMPTY,
    prepare: closeLayersInSmallWindow,
    find: (app) => findAnchor('wire') ?? rowOf(shapingLayer(app)),
  },
  {
    title: 'Every number explained',
    text: 'The inspector sets the selected layer’s parameters, and shows each formula with this layer’s own numbers in it. It changes while you type.',
    missing: EMPTY,
    prepare: (app) => {
      const id = tellingLayer(app);
      if (id !== null) app.documents.select([id]);
      app.ui.setPanels({ right: true });
    },
    find: at('inspector'),
  },
  {
    title: 'What it costs',
    text: 'Parameters, multiplications for an image, memory, and the time of an epoch on this machine. In colour: what your last edit changed.',
    prepare: closeLayersInSmallWindow,
    find: at('totals'),
  },
  {
    title: 'Problems, and how to mend them',
    text: 'All that is wrong, at once, each with fixes that you can take with a click. Everything can be undone.',
    find: at('problems button'),
  },
  {
    title: 'Train it',
    text: 'Choose pictures in Data, train here and go on drawing meanwhile, then see in Evaluate what the network gets wrong.',
    under: true,
    find: at('train tab'),
  },
];

/** A panel would lie over what is pointed at. */
function closeLayersInSmallWindow({ ui }: AppStore): void {
  if (window.matchMedia(NARROW_WINDOW).matches) ui.setPanels({ left: false });
  if (window.matchMedia(SMALL_WINDOW).matches) ui.setPanels({ right: false });
}
