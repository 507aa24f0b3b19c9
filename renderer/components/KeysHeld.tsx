/** Stands where a box that is typed into is being fetched: its keys wait for it, and none acts on the canvas meanwhile. */
import { useLayoutEffect } from 'react';

/** Frames, once the box is there, in which it can take the focus; it may be gone again, or have none to take. */
const MOST_FRAMES = 30;

type TextField = HTMLInputElement | HTMLTextAreaElement;

const isTextField = (element: Element | null): element is TextField =>
  (element instanceof HTMLInputElement && element.selectionStart !== null) ||
  element instanceof HTMLTextAreaElement;

/** As the browser does with a key that no handler wants for something else. */
function type(field: TextField, key: string): void {
  const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
  if (key === 'Backspace') field.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
  else if (/^.$/u.test(key)) field.setRangeText(key, start, end, 'end');
  else return;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function give(event: KeyboardEvent): void {
  const { key, code, shiftKey } = event;
  const field = document.activeElement;
  if (!isTextField(field)) return;
  const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true });
  if (field.dispatchEvent(again)) type(field, key);
}

/** Answers what to call when the box is there. */
function holdKeys(): () => void {
  const before = document.activeElement;
  const held: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent): void => {
    if (!event.isTrusted || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event);
  };
  window.addEventListener('keydown', hold, { capture: true });
  const deliver = (frames: number): void => {
    const active = document.activeElement;
    const isThere = isTextField(active) && active !== before;
    if (!isThere && frames > 0) {
      requestAnimationFrame(() => deliver(frames - 1));
      return;
    }
    window.removeEventListener('keydown', hold, { capture: true });
    if (isThere) for (const event of held) give(event);
  };
  return () => deliver(MOST_FRAMES);
}

export function KeysHeld(): null {
  useLayoutEffect(holdKeys, []);
  return null;
}
