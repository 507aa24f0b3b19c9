import { MaxPoolGrad } from '@tensorflow/tfjs-core';
import { floats, type WasmKernel } from './heap';
import { poolGeometry } from './window-geometry';

/**
 * tfjs's own starts its search at the smallest positive float and so loses the gradient where a window's maximum
 * is not positive. Here, as on the other backends, the first of equal maxima takes it.
 */
export const maxPoolGrad: WasmKernel = {
  name: MaxPoolGrad,
  run(input, attributes, backend) {
    const g = poolGeometry(input('input').shape, attributes);
    const out = backend.makeOutput([...input('input').shape], 'float32');
    const dx = floats(backend, out);
    const dy = floats(backend, input('dy'));
    const x = floats(backend, input('input'));
    const channels = g.inChannels;
    const line = g.inWidth * channels;
    dx.fill(0);
    let from = 0;
    for (let picture = 0; picture < g.batch; picture += 1) {
      const base = picture * g.inHeight * line;
      for (let row = 0; row < g.outHeight; row += 1) {
        const top = row * g.strideHeight - g.top;
        const firstRow = Math.max(0, top);
        const endRow = Math.min(g.inHeight, top + g.height);
        for (let column = 0; column < g.outWidth; column += 1) {
          const left = column * g.strideWidth - g.left;
          const firstColumn = Math.max(0, left);
          const endColumn = Math.min(g.inWidth, left + g.width);
          for (let channel = 0; channel < channels; channel += 1) {
            let place = -1;
            let largest = -Infinity;
            for (let y = firstRow; y < endRow; y += 1) {
              const end = base + y * line + endColumn * channels;
              for (let i = base + y * line + firstColumn * channels + channel; i < end; i += channels) {
                const value = x[i] as number;
                if (value > largest) {
                  largest = value;
                  place = i;
                }
              }
            }
            if (place >= 0) dx[place] = (dx[place] as number) + (dy[from] as number);
            from += 1;
          }
        }
      }
    }
    return out;
  },
};
