import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect } from 'react';

/** React Flow measures ports when a card changes its size; these come, go and move apart without that. */
export function useMeasuredPorts(card: string | undefined, ports: string): void {
  const measure = useUpdateNodeInternals();
  useEffect(() => {
    if (card !== undefined) measure(card);
  }, [card, ports, measure]);
}
