import { useEffect, useRef } from 'react';

/** With Ctrl (on a Mac, Command) held, things stay where they are put. */
export function useControl(): { readonly current: boolean } {
  const control = useRef(false);
  useEffect(() => {
    const stop = new AbortController();
    const note = (event: MouseEvent | KeyboardEvent): void => {
      control.current = event.ctrlKey || event.metaKey;
    };
    for (const type of ['pointermove', 'mousemove', 'keydown', 'keyup'] as const) {
      window.addEventListener(type, note, { signal: stop.signal, capture: true });
    }
    return () => stop.abort();
  }, []);
  return control;
}
