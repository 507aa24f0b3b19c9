/** What computes, and how the place where it runs behaves. */
import type { BackendCandidate, BackendChoice } from './choose-backend';
import type { BackendName, Executor, ExecutorOptions, Platform } from './executor';

export interface EngineHost {
  readonly platform: Platform;
  readonly candidates: readonly BackendCandidate[];
  readonly createExecutor: (options: ExecutorOptions, platform: Platform) => Promise<Executor>;
  /** Gives back what idle backends hold, except this one's. */
  readonly releaseBackends: (except: BackendName) => void;
  /** What trials found, by network and batch, so that a second run starts at once. */
  readonly choices: Map<string, BackendChoice>;
  readonly yieldToHost: () => Promise<void>;
  /** ISO 8601. */
  readonly today: () => string;
  /** Bytes that training may use; null where unknown. */
  readonly memoryLimit: number | null;
}
