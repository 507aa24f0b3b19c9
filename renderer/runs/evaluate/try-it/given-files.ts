/** Pictures among what is dropped, pasted or chosen. */
import type { GivenPicture } from '../../../../shared/protocol/data-worker';

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** The first picture that is carried; null where there is none. The browser knows by a file's name what it is. */
export function pictureIn(carried: DataTransfer | null): File | null {
  return [...(carried?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null;
}

/** Whether a drag carries a file that may be a picture; before it is dropped no names are known. */
export function carriesPicture({ items }: DataTransfer): boolean {
  // On some systems types come only with the drop.
  return [...items].some(({ kind, type }) => kind === 'file' && (type === '' || type.startsWith('image/')));
}

export const givenFile = (file: File): GivenPicture => ({ kind: 'file', name: file.name, content: file });

/** Whether a paste is meant for the window: not for a field in which one types, nor for a dialog. */
export function isMeantForAll({ target }: ClipboardEvent): boolean {
  return !(target instanceof Element) || target.closest(`${EDITABLE}, ${OVERLAYS}`) === null;
}
