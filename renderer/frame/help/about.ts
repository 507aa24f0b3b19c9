/** What the build wrote about the app and its parts. */
import { useEffect, useState } from 'react';

interface Part {
  readonly name: string;
  /** Empty for data. */
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  readonly text: string;
}

export interface About {
  readonly version: string;
  readonly license: string;
  readonly parts: readonly Part[];
}

/** Those whose name or licence holds the words. */
export function searchParts(parts: readonly Part[], query: string): readonly Part[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return parts.filter(({ name, license }) => {
    const text = `${name} ${license}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function useAbout(): About | 'loading' | 'failed' {
  const [about, setAbout] = useState<About | 'loading' | 'failed'>('loading');
  useEffect(() => {
    let wanted = true;
    const take = (found: About | 'failed'): void => {
      if (wanted) setAbout(found);
    };
    fetch('./about.json')
      .then((response) => {
        if (!response.ok) throw new Error(`about.json: ${response.status}`);
        // Written by this app's own build.
        return response.json() as Promise<About>;
      })
      .then(take, () => take('failed'));
    return () => {
      wanted = false;
    };
  }, []);
  return about;
}
