import { useApp } from '../../document/app-context';
import { type Reading, readingOf } from '../../../shared/drawing/reading';
import { useFact } from './use-fact';

/** Which way the graph that is open is read. For observers. */
export function useReading(): Reading {
  const { documents } = useApp();
  return useFact(() => readingOf(documents.graph), [documents]);
}
