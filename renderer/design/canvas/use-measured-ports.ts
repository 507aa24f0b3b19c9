import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** React Flow measures ports when a card comes and when it changes its size; these come, go and move apart without that. */
export function useMeasuredPorts(card: string | undefined, ports: string): void {
  const measure = useUpdateNodeInternals();
  const measured = useRef(ports);
  useEffect(() => {
    if (card === undefined || measured.current === ports) return;
    measured.current = ports;
    measure(card);
  }, [card, ports, measure]);
}
