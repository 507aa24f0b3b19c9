import { useStore } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';

/** Below these nobody can read what is left out: text of 12 px is then smaller than 7, and than 4. */
const NAMES_BELOW = 0.55;
const BLOCKS_BELOW = 0.3;

/** How much is drawn at this zoom; the styles do the rest, so that no card is rendered for it. */
export function Detail({ frame }: { readonly frame: RefObject<HTMLElement | null> }) {
  const detail = useStore(({ transform: [, , zoom] }) =>
    zoom < BLOCKS_BELOW ? 'blocks' : zoom < NAMES_BELOW ? 'names' : 'all',
  );
  useEffect(() => {
    frame.current?.setAttribute('data-detail', detail);
  }, [detail, frame]);
  return null;
}
