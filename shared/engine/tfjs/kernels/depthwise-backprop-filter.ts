import { DepthwiseConv2dNativeBackpropFilter } from '@tensorflow/tfjs-core';
import { floats, type WasmKernel } from './heap';
import { convolutionGeometry, four } from './window-geometry';

/** Missing in tfjs's wasm backend: dW[tap, c, m] = Σ x[window + tap, c] · dy[window, c·M + m]. */
export const depthwiseBackpropFilter: WasmKernel = {
  name: DepthwiseConv2dNativeBackpropFilter,
  run(input, attributes, backend) {
    const shape = four(attributes['filterShape'], 'filterShape');
    const g = convolutionGeometry(input('x').shape, shape, attributes, true);
    const out = backend.makeOutput([...shape], 'float32');
    const x = floats(backend, input('x'));
    const dy = floats(backend, input('dy'));
    const multiplier = shape[3];
    const channels = g.inChannels;
    const outChannels = channels * multiplier;
    const sums = new Float64Array(g.height * g.width * outChannels);
    for (let picture = 0; picture < g.batch; picture += 1) {
      for (let row = 0; row < g.outHeight; row += 1) {
        for (let column = 0; column < g.outWidth; column += 1) {
          const from = ((picture * g.outHeight + row) * g.outWidth + column) * outChannels;
          for (let tapRow = 0; tapRow < g.height; tapRow += 1) {
            const inRow = row * g.strideHeight - g.top + tapRow;
            if (inRow < 0 || inRow >= g.inHeight) continue;
            for (let tapColumn = 0; tapColumn < g.width; tapColumn += 1) {
              const inColumn = column * g.strideWidth - g.left + tapColumn;
              if (inColumn < 0 || inColumn >= g.inWidth) continue;
              const at = ((picture * g.inHeight + inRow) * g.inWidth + inColumn) * channels;
              const to = (tapRow * g.width + tapColumn) * outChannels;
              for (let c = 0; c < channels; c += 1) {
                const value = x[at + c] as number;
                for (let m = c * multiplier; m < (c + 1) * multiplier; m += 1) {
                  sums[to + m] = (sums[to + m] as number) + value * (dy[from + m] as number);
                }
              }
            }
          }
        }
      }
    }
    floats(backend, out).set(sums);
    return out;
  },
};
