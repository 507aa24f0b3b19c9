import { createContext, useContext } from 'react';
import type { CompareStore } from './compare-store';

/** Of the dialog, which has it as long as the window lives. */
export const CompareContext = createContext<CompareStore | null>(null);

export function useCompare(): CompareStore {
  const compare = useContext(CompareContext);
  if (compare === null) throw new Error('What is compared is known inside the dialog only.');
  return compare;
}
