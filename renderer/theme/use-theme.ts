import { useEffect } from 'react';
import type { ThemeStore } from './theme-store';

/** Tells the store what the system asks for, and the page what is to be shown. */
export function useTheme(store: ThemeStore): void {
  const { scheme, contrast } = store.theme;
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const more = window.matchMedia('(prefers-contrast: more)');
    const forced = window.matchMedia('(forced-colors: active)');
    const stop = new AbortController();
    const follow = (): void =>
      store.setSystem({ dark: dark.matches, moreContrast: more.matches, forced: forced.matches });
    follow();
    for (const query of [dark, more, forced]) {
      query.addEventListener('change', follow, { signal: stop.signal });
    }
    return () => stop.abort();
  }, [store]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
    document.documentElement.dataset['contrast'] = contrast;
  }, [scheme, contrast]);
}
