/** Places that commands send the keyboard to: those of a panel that was closed are drawn only after that. */
import { useEffect } from 'react';
import { useApp } from './app-context';
import type { KeyboardPlace } from './ui-store';

/** In an observer: calls `take` when the keyboard was sent to the place, as soon as it is drawn. */
export function useArrival(place: KeyboardPlace, take: () => void): void {
  const { ui } = useApp();
  const isWanted = ui.goingTo === place;
  useEffect(() => {
    // What lies inside may have taken it meanwhile.
    if (!isWanted || ui.goingTo !== place) return;
    ui.arrived();
    take();
  }, [ui, place, isWanted, take]);
}
