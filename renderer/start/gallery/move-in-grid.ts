/** Arrow keys in a grid that is filled row by row. */

/** How many cards stand side by side is the style sheet's affair. */
export function columnsOf(list: HTMLElement | null): number {
  const tops = Array.from(list?.children ?? [], (child) => (child as HTMLElement).offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}

/** -1: above the first row. */
export const ABOVE = -1;

/** Where a key leads from `index`; null where it is no such key. */
export function moveInGrid(key: string, index: number, count: number, columns: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowUp':
      return index < columns ? ABOVE : index - columns;
    case 'ArrowDown': {
      const lastRow = Math.floor(last / columns);
      // Below a row's end there may be nothing: then the last one is meant.
      return Math.floor(index / columns) === lastRow ? index : Math.min(last, index + columns);
    }
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
