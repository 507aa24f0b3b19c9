import { createContext, useContext } from 'react';
import type { AppStore } from './app-store';

export const AppContext = createContext<AppStore | null>(null);

export function useApp(): AppStore {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp was called outside of the app.');
  return app;
}
