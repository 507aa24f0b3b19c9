import { useEffect, useState } from 'react';
import type { PictureSheet } from '../../../shared/protocol/worker';
import { useApp } from '../app-context';
import type { Request } from '../training/client';
import { messageOf } from '../../../shared/schema/message-of';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string };

const loading = { state: 'loading' } as const;

/**
 * Pictures from the worker. `key` says when to ask again; what was there stays until the new ones have come, so that
 * nothing jumps.
 */
export function usePictures(key: string, request: Request<'pictures'> | null): Loaded<PictureSheet> {
  const { evaluations } = useApp();
  const [loaded, setLoaded] = useState<Loaded<PictureSheet> & { readonly key?: string }>(loading);
  useEffect(() => {
    if (request === null) return;
    let current = true;
    evaluations.pictures(request).then(
      (value) => current && setLoaded({ state: 'ready', value, key }),
      (error: unknown) => current && setLoaded({ state: 'failed', message: messageOf(error), key }),
    );
    return () => {
      current = false;
    };
    // The request is rebuilt with every rendering; its key stands for what is in it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, evaluations]);
  return loaded;
}
