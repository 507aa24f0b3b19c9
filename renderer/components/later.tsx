import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { fetchLater } from './fetch-later';

/** Fetched when it is first drawn: whoever never asks for it never loads it. */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return fetched(load).component;
}

/**
 * What the first sight of the window does without: fetched when it is first drawn, or by `fetchTheRest` before. Until it is
 * there, `meanwhile` is in its place.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = null,
): ComponentType<P> {
  const { component, fetch } = fetched(load, meanwhile);
  fetchLater(fetch);
  return component;
}

function fetched<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: ReactNode = null) {
  let there: ComponentType<P> | null = null;
  const fetch = async (): Promise<ComponentType<P>> => (there ??= await load());
  const Waiting = lazy(async () => ({ default: await fetch() }));
  const component = function Fetched(props: P) {
    // What is there is drawn at once: a boundary that has waited is shown up to 300 ms later.
    const [Content] = useState(() => there ?? Waiting);
    return (
      <Suspense fallback={meanwhile}>
        <Content {...props} />
      </Suspense>
    );
  };
  return { component, fetch };
}

/** Not there before it is first wanted, and from then on: a dialog closes by itself and gives the focus back. */
export function OnceWanted({ wanted, children }: { readonly wanted: boolean; readonly children: ReactNode }) {
  const [was, setWas] = useState(wanted);
  if (wanted && !was) setWas(true);
  return was ? children : null;
}
