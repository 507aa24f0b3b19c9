/** One part of the benchmark of the GPU: it runs in a process of its own, which is ended when its share of time is over. */

/** Whole networks: a template at a size of picture and a batch. */
export interface Network {
  readonly template: string;
  readonly title: string;
  /** Height and width of its pictures; null as the template has them. */
  readonly side: number | null;
  readonly batch: number;
}

export type Part =
  | { readonly kind: 'device' }
  | { readonly kind: 'kernels'; readonly shape: number; readonly pictures: number }
  | { readonly kind: 'ours' | 'stock' | 'pytorch'; readonly network: Network }
  | { readonly kind: 'transfer' | 'growth' | 'results' };

/** What a part prints, as a line of JSON each; of several with one name the last counts. */
export interface Finding {
  readonly name: string;
  readonly unit: string;
  /** Of each round, or one. */
  readonly values: readonly number[];
  readonly note: string;
  /** Of the work that a value stands for: floating-point operations, and the bytes that must move at least. */
  readonly flop?: number;
  readonly bytes?: number;
}

export interface DeviceFinding {
  readonly adapter: string;
  readonly software: boolean;
  /** Floating-point operations and bytes per second; 0 where it has no device. */
  readonly flops: number;
  readonly bytesPerSecond: number;
}

export const tell = (finding: Finding | DeviceFinding): void => {
  console.log(JSON.stringify(finding));
};

export const perSecond = (network: Network): string => `${network.title}, batch ${network.batch}`;
