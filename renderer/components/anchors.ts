/**
 * Places in the window that the tour and the lessons point at, by name. An element takes a name by spreading
 * `anchor('inspector')`; nothing else in the window is found by how it is built.
 */
import type { NodeId } from '../../shared/graph/document';

/** What stands there, for whoever writes a lesson. */
export const anchors = {
  'layers to add': 'the palette, while the left panel shows layers',
  inspector: 'the panel on the right',
  totals: 'the strip under the canvas: parameters, MACs, memory, time',
  'problems button': 'in the strip',
  'summary button': 'in the strip',
  'code button': 'in the strip',
  'design tab': 'in the header',
  'data tab': 'in the header',
  'train tab': 'in the header',
  'evaluate tab': 'in the header',
  wire: 'any of the wires between cards, as long as there is one',
} as const;

export type AnchorName = keyof typeof anchors;

export const anchor = (name: AnchorName): { readonly 'data-anchor': AnchorName } => ({ 'data-anchor': name });

/** The first that is in the window now. */
export const findAnchor = (name: AnchorName): HTMLElement | SVGElement | null =>
  document.querySelector(`[data-anchor="${name}"]`);

/** A layer's row in the drawing, by its id in the graph in view. */
export const findRow = (id: NodeId): Element | null =>
  document.querySelector(`.react-flow [data-node-id="${CSS.escape(id)}"]`);
