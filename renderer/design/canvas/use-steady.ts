import { useCallback, useInsertionEffect, useRef } from 'react';

/**
 * The same function at every drawing, which does what the last one given does. React Flow writes each handler that changed
 * into its store, one at a time, and every write asks every card, port and wire whether it concerns them.
 */
export function useSteady<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  useInsertionEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
