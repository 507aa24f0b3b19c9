import { computed } from 'mobx';
import { type DependencyList, useMemo } from 'react';

/** For observers: they are drawn again when the answer changes, not whenever what it is read from does. */
export function useFact<T>(read: () => T, dependencies: DependencyList): T {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- whoever asks says what the question depends on
  return useMemo(() => computed(read), dependencies).get();
}
