/** What layers that keep their input's shape, and have nothing to learn, have in common; they override what differs. */
import type { Shape } from '../shape';
import { type FormulaStep, oneToOne, type Inference } from '../define';

export const pointwise = {
  ports: () => oneToOne,
  infer: (_: unknown, [input = []]: readonly Shape[]): Inference => ({
    shapes: [input],
    steps: [],
    findings: [],
  }),
  weights: () => [],
  window: () => null,
  macs: () => 0,
};

/** The same without a promise about the shape. */
export const weightless = { ports: () => oneToOne, weights: () => [], window: () => null, macs: () => 0 };

/** A layer that can't take what it gets. `steps`: the arithmetic that shows why, where there is any. */
export const refuse = (
  finding: Inference['findings'][number],
  steps: readonly FormulaStep[] = [],
): Inference => ({ shapes: [], steps, findings: [finding] });
