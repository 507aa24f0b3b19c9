import { useId, useRef } from 'react';

export interface Gesture {
  /** The gesture that a change of this field belongs to; changes of the same one are one undo step. */
  id(field: string): string;
  /** What follows is another step. */
  renew(): void;
}

let count = 0;

export function useGesture(): Gesture {
  const form = useId();
  const number = useRef(0);
  const gesture = useRef<Gesture>({
    id: (field) => `${form}/${field}/${number.current}`,
    renew: () => {
      count += 1;
      number.current = count;
    },
  });
  return gesture.current;
}
