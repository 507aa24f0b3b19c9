import { useEffect } from 'react';
import { showTheme, systemQueries, systemTheme } from './theme';
import type { ThemeStore } from './theme-store';

/** Tells the store what the system asks for, and the page what is to be shown. */
export function useTheme(store: ThemeStore): void {
  const { theme } = store;
  useEffect(() => {
    const stop = new AbortController();
    const follow = (): void => store.setSystem(systemTheme());
    for (const query of Object.values(systemQueries)) {
      window.matchMedia(query).addEventListener('change', follow, { signal: stop.signal });
    }
    follow();
    return () => stop.abort();
  }, [store]);
  useEffect(() => showTheme(theme), [theme]);
}
