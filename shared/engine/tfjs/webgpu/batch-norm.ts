/**
 * Normalization over all axes but the last, in a few dispatches, without copies and uploads. Rows are pictures × pixels;
 * `statistics` is [2, channels]: mean and biased variance. Formulas: ../primitives/normalization.ts.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { splitRows, sumRows } from './column-sum';
import { dispatch, type Input, THREADS, type WebGpuKernel } from './dispatch';
import { moments } from './moments';

export const MOMENTS = 'ConvCanvasMoments';
export const NORMALIZE = 'ConvCanvasNormalize';
export const NORMALIZE_GRAD = 'ConvCanvasNormalizeGrad';
export const BLEND_STATISTIC = 'ConvCanvasBlendStatistic';

const rowsOf = ({ shape }: TensorInfo): { rows: number; columns: number } => {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.reduce((size, dim) => size * dim, 1) / columns, columns };
};

const numberOf = (attributes: Readonly<Record<string, unknown>>, name: string): number => {
  const value = attributes[name];
  if (typeof value !== 'number') throw new Error(`The attribute "${name}" must be a number.`);
  return value;
};

/** Mean and variance of x. */
export const momentsKernel: WebGpuKernel = {
  name: MOMENTS,
  run(input, _attributes, backend) {
    const { rows, columns } = rowsOf(input('x'));
    return moments(backend, input('x'), rows, columns);
  },
};

/** old·momentum + fresh·(1 − momentum), where `fresh` is a row of the statistics. */
export const blendStatistic: WebGpuKernel = {
  name: BLEND_STATISTIC,
  run(input, attributes, backend) {
    const old = input('old');
    const { columns } = rowsOf(old);
    return dispatch(backend, {
      key: 'ConvCanvasBlendStatistic',
      outputShape: old.shape,
      inputs: { old: { tensor: old }, statistics: { tensor: input('statistics') } },
      integers: { columns, offset: numberOf(attributes, 'row') * columns },
      floats: { momentum: numberOf(attributes, 'momentum') },
      groups: Math.ceil(columns / THREADS),
      code: () => `
fn main(index : i32) {
  let channel = group() * ${THREADS} + i32(localIndex);
  if (channel < uniforms.columns) {
    result[channel] = old[channel] * uniforms.momentum +
        statistics[uniforms.offset + channel] * (1.0 - uniforms.momentum);
  }
}
`,
    });
  },
};

/** One thread per value: `value` is an expression of `at`, `channel`, `mean` and `scale` = 1 / √(σ² + ε). */
function perValue(
  backend: WebGPUBackend,
  key: string,
  x: TensorInfo,
  inputs: Readonly<Record<string, Input>>,
  epsilon: number,
  value: string,
): TensorInfo {
  const { rows, columns } = rowsOf(x);
  return dispatch(backend, {
    key,
    outputShape: x.shape,
    inputs,
    integers: { columns, size: rows * columns, rows },
    floats: { epsilon },
    groups: Math.ceil((rows * columns) / THREADS),
    code: () => `
fn main(index : i32) {
  let at = group() * ${THREADS} + i32(localIndex);
  if (at < uniforms.size) {
    let channel = at % uniforms.columns;
    let mean = statistics[channel];
    let scale = inverseSqrt(statistics[uniforms.columns + channel] + uniforms.epsilon);
    result[at] = ${value};
  }
}
`,
  });
}

/** (x − μ)·γ / √(σ² + ε) + β; γ and β may be missing. */
export const normalize: WebGpuKernel = {
  name: NORMALIZE,
  run(input, attributes, backend) {
    const [hasGamma, hasBeta] = [attributes['gamma'] === true, attributes['beta'] === true];
    return perValue(
      backend,
      `ConvCanvasNormalize_${hasGamma}_${hasBeta}`,
      input('x'),
      {
        x: { tensor: input('x') },
        statistics: { tensor: input('statistics') },
        ...(hasGamma && { gamma: { tensor: input('gamma') } }),
        ...(hasBeta && { beta: { tensor: input('beta') } }),
      },
      numberOf(attributes, 'epsilon'),
      `(x[at] - mean) * scale${hasGamma ? ' * gamma[channel]' : ''}${hasBeta ? ' + beta[channel]' : ''}`,
    );
  },
};

/** Each workgroup adds up dy and dy·x̂ of its columns over its slice of the rows: to [slices, 2, columns]. */
const sumsCode = (columns: number) => `
const COLUMNS = ${columns};
const ROWS = ${THREADS / columns};
var<workgroup> sums : array<vec2<f32>, ${THREADS}>;

fn main(index : i32) {
  let thread = i32(localIndex);
  let column = (group() % uniforms.blocks) * COLUMNS + thread % COLUMNS;
  let slice = group() / uniforms.blocks;
  let end = min((slice + 1) * uniforms.rowsPerSlice, uniforms.rows);
  var sum = vec2<f32>(0.0);
  if (column < uniforms.columns) {
    let mean = statistics[column];
    let scale = inverseSqrt(statistics[uniforms.columns + column] + uniforms.epsilon);
    for (var row = slice * uniforms.rowsPerSlice + thread / COLUMNS; row < end; row += ROWS) {
      let at = row * uniforms.columns + column;
      sum += dy[at] * vec2<f32>(1.0, (x[at] - mean) * scale);
    }
  }
  sums[thread] = sum;
  for (var half = ROWS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half * COLUMNS) {
      sums[thread] += sums[thread + half * COLUMNS];
    }
  }
  if (thread < COLUMNS && column < uniforms.columns && slice < uniforms.slices) {
    let place = slice * 2 * uniforms.columns + column;
    result[place] = sums[thread].x;
    result[place + uniforms.columns] = sums[thread].y;
  }
}
`;

/** [dx, dγ, dβ]; with `ofBatch` the statistics depend on x. */
export const normalizeGrad: WebGpuKernel = {
  name: NORMALIZE_GRAD,
  run(input, attributes, backend) {
    const [dy, x, statistics] = [input('dy'), input('x'), input('statistics')];
    const [hasGamma, ofBatch] = [attributes['gamma'] === true, attributes['ofBatch'] === true];
    const epsilon = numberOf(attributes, 'epsilon');
    const { rows, columns } = rowsOf(x);
    const { width, ...split } = splitRows(rows, columns);
    const sums = dispatch(backend, {
      key: `ConvCanvasNormalizeSums_${width}`,
      outputShape: [split.slices, 2, columns],
      inputs: { dy: { tensor: dy }, x: { tensor: x }, statistics: { tensor: statistics } },
      integers: { rows, columns, ...split },
      floats: { epsilon },
      groups: split.blocks * split.slices,
      code: () => sumsCode(width),
    });
    const [dBeta, dGamma] = [0, columns].map((offset) =>
      sumRows(backend, sums, split.slices, columns, [columns], { pitch: 2 * columns, offset }),
    );
    backend.disposeData(sums.dataId);
    if (!dBeta || !dGamma) throw new Error('Sums over rows are two.');
    const slope = `scale${hasGamma ? ' * gamma[channel]' : ''}`;
    const dx = perValue(
      backend,
      `ConvCanvasNormalizeGrad_${hasGamma}_${ofBatch}`,
      x,
      {
        dy: { tensor: dy },
        statistics: { tensor: statistics },
        ...(hasGamma && { gamma: { tensor: input('gamma') } }),
        ...(ofBatch && { x: { tensor: x }, dBeta: { tensor: dBeta }, dGamma: { tensor: dGamma } }),
      },
      epsilon,
      ofBatch
        ? `${slope} * (dy[at] - (dBeta[channel] + (x[at] - mean) * scale * dGamma[channel]) / f32(uniforms.rows))`
        : `${slope} * dy[at]`,
    );
    return [dx, dGamma, dBeta];
  },
};
