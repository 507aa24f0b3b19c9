/** In each kernel's program something is made wrong when it is compiled, which its check must notice. */
import type fc from 'fast-check';
import { isDeep } from '../../../../../build/lib/depth';
import { checkConvolution, convolutionCases } from './convolution';
import { checkDepthwise, depthwiseCases } from './depthwise';
import { checkNormalization, normalizationCases } from './normalization';
import { checkOptimizer, optimizerSteps } from './optimizer';
import { failuresOf } from './sampled';
import { checkSums, sumCases } from './sums';

type Check = () => Promise<string[]>;
/** One failure is enough. */
const first =
  <T>(cases: fc.Arbitrary<T>, check: (given: T) => Promise<string | null>): Check =>
  () =>
    failuresOf(cases, check, 1);

const convolution = first(convolutionCases, checkConvolution);
const depthwise = first(depthwiseCases, checkDepthwise);
const sums = first(sumCases, checkSums);
const normalization = first(normalizationCases, checkNormalization);
const optimizer = first(optimizerSteps, checkOptimizer);

/** What is replaced in the WGSL, and by what. */
const faults: readonly (readonly [string, string, string, Check])[] = [
  ['gradient by the filter, small', 'k < kEnd; k += PARTS', 'k + 1 < kEnd; k += PARTS', convolution],
  ['gradient by the filter, in tiles', 'row < DEPTH; row++', 'row < DEPTH - 1; row++', convolution],
  ['gradient by the input', 'unit < units; unit++', 'unit + 1 < units; unit++', convolution],
  ['turned filter', 'column < uniforms.inChannels;', 'column + 1 < uniforms.inChannels;', convolution],
  [
    'phases of the strides',
    'up = uniforms.firstOutRow - tapRow',
    'up = uniforms.firstOutRow + tapRow',
    convolution,
  ],
  [
    'depthwise gradient by the filter',
    'pixel < end; pixel += PARTS',
    'pixel + 1 < end; pixel += PARTS',
    depthwise,
  ],
  ['depthwise gradient by the input', 'i < uniforms.multiplier', 'i + 1 < uniforms.multiplier', depthwise],
  ['sum over rows', 'x[first + row * uniforms.pitch]', 'x[first + row / 2 * uniforms.pitch]', sums],
  ['sum by picture', 'picture * uniforms.rows *', '0 * uniforms.rows *', sums],
  ['moments within a slice', 'part.z += apart * (value - part.y)', 'part.z += apart * value', normalization],
  ['moments between slices', 'min(uniforms.rowsBefore,', 'min(1,', normalization],
  ['normalization', 'result[at] = (x[at] - mean) * scale', 'result[at] = x[at] * scale', normalization],
  ['sums of its gradient', 'vec2<f32>(1.0, (x[at] - mean)', 'vec2<f32>(1.0, (x[at] + mean)', normalization],
  ['gradient of normalization', '/ f32(uniforms.rows)', '/ f32(uniforms.rows + 1)', normalization],
  ['moving statistics', '(1.0 - uniforms.momentum)', 'uniforms.momentum', normalization],
  ['SGD', 'let change = hyper.rate * g;', 'let change = hyper.rate;', optimizer],
  ['SGD with momentum', 'hyper.momentum * slot0[i] +', '', optimizer],
  ['Adam', '(1.0 - BETA2)', '(1.0 - BETA1)', optimizer],
  ['RMSprop', '(1.0 - RHO)', 'RHO', optimizer],
  ['weight decay', '(1.0 - hyper.decay)', '1.0', optimizer],
];

/** `npm test` plants the first of each check's, `npm run test:deep` all. */
export const planted = faults.filter(
  ([, , , check], i) => isDeep || i === faults.findIndex(([, , , other]) => other === check),
);
