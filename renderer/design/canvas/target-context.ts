/** Where what is being dragged would land; rows and wires show it. */
import { createContext, useContext } from 'react';
import type { Target } from './drop';

export const TargetContext = createContext<Target | null>(null);

export const useTarget = (): Target | null => useContext(TargetContext);
