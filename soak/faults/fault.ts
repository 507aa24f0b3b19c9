/** A fault that somebody could make again: a small change of one file, and the tests of `npm test` that must notice it. */

export interface Catcher {
  /** A file of Vitest's, or a journey through the window (`*.spec.ts`), which needs a build and takes longer. */
  readonly file: string;
  /** A part of the titles of those that are meant, as it stands in the file; left out: all of them. */
  readonly title?: string;
}

export interface Fault {
  /** Words with “-” between them, by which it is asked for. */
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly replacement: string;
  /** What would go wrong for a user. */
  readonly harm: string;
  readonly caughtBy: Catcher;
}

/** Faults of one kind. */
export interface FaultGroup {
  /** As a fault's. */
  readonly name: string;
  /** What must hold. */
  readonly title: string;
  /** Where such a thing was met, in a sentence. */
  readonly seen: string;
  readonly faults: readonly Fault[];
}

export const isJourney = ({ file }: Catcher): boolean => file.endsWith('.spec.ts');

/** The source with the fault in it. Throws where its text isn't there exactly once: then the list is out of date. */
export function withFault(source: string, { file, text, replacement }: Fault): string {
  const [before = '', after, ...more] = source.split(text);
  if (after === undefined) throw new Error(`Its text is no longer in ${file}.`);
  if (more.length > 0) throw new Error(`Its text is in ${file} ${more.length + 1} times.`);
  return `${before}${replacement}${after}`;
}
