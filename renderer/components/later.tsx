import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** Fetched when it is first drawn: whoever never asks for it never loads it. */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Content = lazy(async () => ({ default: await load() }));
  return function OnDemand(props: P) {
    return (
      <Suspense fallback={null}>
        <Content {...props} />
      </Suspense>
    );
  };
}

/** What the first sight of the window does without: fetched when it is first drawn, or by `fetchTheRest` before. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  loads.push(load);
  return onDemand(load);
}

/** One after the other, while the window has nothing else to do, so that nobody waits for it later. */
export function fetchTheRest(): void {
  const load = loads.shift();
  if (load === undefined) return;
  requestIdleCallback(() => {
    // What can't be fetched now is asked for again, and said, where it is drawn.
    load().then(fetchTheRest, fetchTheRest);
  });
}

/** Not there before it is first wanted, and from then on: a dialog closes by itself and gives the focus back. */
export function OnceWanted({ wanted, children }: { readonly wanted: boolean; readonly children: ReactNode }) {
  const [was, setWas] = useState(wanted);
  if (wanted && !was) setWas(true);
  return was ? children : null;
}
