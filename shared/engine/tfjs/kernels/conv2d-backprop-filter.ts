import { Conv2DBackpropFilter } from '@tensorflow/tfjs-core';
import { floats, type WasmKernel } from './heap';
import { multiply, picturesAtOnce, unroll } from './patches';
import { convolutionGeometry, four } from './window-geometry';

/** Missing in tfjs's wasm backend: dW = patchesᵀ · dy, a few pictures at a time. */
export const conv2dBackpropFilter: WasmKernel = {
  name: Conv2DBackpropFilter,
  run(input, attributes, backend) {
    const x = input('x');
    const dy = input('dy');
    const shape = four(attributes['filterShape'], 'filterShape');
    const g = convolutionGeometry(x.shape, shape, attributes, false);
    const taps = g.height * g.width * g.inChannels;
    const windows = g.outHeight * g.outWidth;
    const atOnce = picturesAtOnce(g);
    const total = backend.makeOutput([...shape], 'float32');
    for (let from = 0; from < g.batch; from += atOnce) {
      const count = Math.min(atOnce, g.batch - from);
      const patches = backend.makeOutput([taps, count * windows], 'float32');
      const whole = count === g.batch;
      const part = whole ? dy : backend.makeOutput([count * windows, g.outChannels], 'float32');
      unroll(floats(backend, x), floats(backend, patches), g, from, count);
      if (!whole) {
        const size = windows * g.outChannels;
        floats(backend, part).set(floats(backend, dy).subarray(from * size, (from + count) * size));
      }
      const product = multiply(backend, patches, {
        dataId: part.dataId,
        shape: [count * windows, g.outChannels],
        dtype: 'float32',
      });
      const sum = floats(backend, total);
      const term = floats(backend, { ...product, shape: [taps * g.outChannels] });
      if (from === 0) sum.set(term);
      else for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + (term[i] as number);
      backend.disposeData(product.dataId);
      backend.disposeData(patches.dataId);
      if (!whole) backend.disposeData(part.dataId);
    }
    return total;
  },
};
