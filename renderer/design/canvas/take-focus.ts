/** A `ref` for what takes the focus as it appears: the browser's own way would scroll the sheet to it. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
