/** One more window of the app, with a document of its own: on the desktop, or as a tab of the browser. */
export function newWindow(): void {
  const { convcanvas } = window;
  if (convcanvas === undefined) window.open(location.href, '_blank', 'noopener');
  else void convcanvas.newWindow();
}
