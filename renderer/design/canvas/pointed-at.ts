/** What the context menu is about, told by the element under the pointer or with the focus. */
import type { AppStore } from '../../document/app-store';
import type { Mark, MenuPlace } from '../../document/mark-store';
import { cardsOf } from '../../../shared/drawing/cards';
import { wireId, wiresOf } from './flow';

interface Pointed {
  readonly place: MenuPlace;
  readonly mark: Mark | null;
}

const dataOf = (element: Element, selector: string, name: string): string | undefined =>
  element.closest<HTMLElement | SVGElement>(selector)?.dataset[name];

/** Selects it, unless it is part of the selection; null where there is nothing to offer. */
export function pointedAt({ documents, marks }: AppStore, element: Element): Pointed | null {
  if (element.closest('input, textarea, [contenteditable="true"]')) return null;
  if (!element.closest('.react-flow') || element.closest('.react-flow__panel')) return null;
  const group = dataOf(element, '[data-group]', 'group');
  if (group !== undefined) return chosen({ kind: 'group', id: group });
  const note = dataOf(element, '[data-note]', 'note');
  if (note !== undefined) return chosen({ kind: 'note', id: note });
  const wire = dataOf(element, '[data-wire]', 'wire') ?? dataOf(element, '.react-flow__edge', 'id');
  const wired = wiresOf(documents.graph).find((each) => wireId(each) === wire);
  if (wired !== undefined) return chosen({ kind: 'wire', wired });
  const row = dataOf(element, '[data-node-id]', 'nodeId');
  if (row !== undefined) {
    if (!documents.selection.has(row)) documents.select([row]);
    return { place: 'row', mark: null };
  }
  const id = dataOf(element, '.react-flow__node-card', 'id');
  const card = cardsOf(documents.graph).find((each) => each.id === id);
  if (card !== undefined) {
    if (!card.nodes.some((node) => documents.selection.has(node))) documents.select(card.nodes);
    return { place: 'card', mark: null };
  }
  return element.closest('.react-flow__node') ? null : { place: 'void', mark: null };

  function chosen(mark: Mark): Pointed {
    marks.choose(mark);
    return { place: mark.kind, mark };
  }
}
