import { useEffect, useState } from 'react';
import type { FeedSettings } from '../../../shared/data/preprocessing';
import type { PictureSheet, SheetRequest } from '../../../shared/data/sheet';
import type { SourceFacts } from '../../../shared/data/source';
import type { KnownShape } from '../../../shared/layers/shape';
import { messageOf } from '../../../shared/schema/message-of';
import { useApp } from '../app-context';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string };

const loading = { state: 'loading' } as const;

export interface PicturesRequest extends Omit<SheetRequest, 'preprocessing'> {
  readonly set: string;
  /** The network's input and what the document says of feeding it: the pictures come as it sees them, too. */
  readonly fedTo?: { readonly inputShape: KnownShape; readonly settings: FeedSettings } | null;
}

/**
 * Pictures from the data worker. `key` says when to ask again; what was there stays until the new ones have come, so that
 * nothing jumps.
 */
export function usePictures(key: string, request: PicturesRequest | null): Loaded<PictureSheet> {
  const { data } = useApp();
  const [loaded, setLoaded] = useState<Loaded<PictureSheet> & { readonly key?: string }>(loading);
  useEffect(() => {
    if (request === null) return;
    let current = true;
    const load = async (): Promise<PictureSheet> => {
      const { set, fedTo = null, ...sheet } = request;
      const preprocessing = fedTo && (await data.preprocessing(set, fedTo.inputShape, fedTo.settings));
      return data.sheet(set, { ...sheet, preprocessing });
    };
    load().then(
      (value) => current && setLoaded({ state: 'ready', value, key }),
      (error: unknown) => current && setLoaded({ state: 'failed', message: messageOf(error), key }),
    );
    return () => {
      current = false;
    };
    // The request is rebuilt with every rendering; its key stands for what is in it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, data]);
  return loaded;
}

/** What is known of a set; null until it is read, and where it can't be. */
export function useFacts(set: string): SourceFacts | null {
  const { data } = useApp();
  const [facts, setFacts] = useState<{ readonly set: string; readonly of: SourceFacts } | null>(null);
  useEffect(() => {
    let current = true;
    data.facts(set).then(
      (found) => current && setFacts({ set, of: found }),
      // The pictures themselves say what is wrong.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [set, data]);
  return facts?.set === set ? facts.of : null;
}
