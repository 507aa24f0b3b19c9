/** What the window can do without at first. */

/** When it begins, and when all of it has been fetched; among the page's performance entries. */
const BEGUN = 'convcanvas.later';
const FETCHED = 'convcanvas.fetched';

const loads: (() => Promise<unknown>)[] = [];

/** Milliseconds: in a window that is never idle it comes all the same. */
const AT_LATEST = { timeout: 500 };

/** `load` is called once, by `fetchTheRest`. */
export function fetchLater(load: () => Promise<unknown>): void {
  loads.push(load);
}

/** One after the other, while the window has nothing else to do, so that nobody waits for it later. */
export function fetchTheRest(): void {
  requestIdleCallback(() => {
    performance.mark(BEGUN);
    fetchNext();
  }, AT_LATEST);
}

function fetchNext(): void {
  const load = loads.shift();
  if (load === undefined) {
    performance.mark(FETCHED);
    return;
  }
  // What can't be fetched now is asked for again, and said, where it is wanted.
  const next = (): number => requestIdleCallback(fetchNext, AT_LATEST);
  load().then(next, next);
}
