import { DepthwiseConv2dNativeBackpropInput } from '@tensorflow/tfjs-core';
import { floats, type WasmKernel } from './heap';
import { convolutionGeometry } from './window-geometry';

/** Missing in tfjs's wasm backend: dx[window + tap, c] += Σₘ W[tap, c, m] · dy[window, c·M + m]. */
export const depthwiseBackpropInput: WasmKernel = {
  name: DepthwiseConv2dNativeBackpropInput,
  run(input, attributes, backend) {
    const inputShape = attributes['inputShape'];
    if (!Array.isArray(inputShape)) throw new Error('The attribute "inputShape" is missing.');
    const g = convolutionGeometry(inputShape, input('filter').shape, attributes, true);
    const out = backend.makeOutput([g.batch, g.inHeight, g.inWidth, g.inChannels], 'float32');
    const dx = floats(backend, out);
    const dy = floats(backend, input('dy'));
    const weights = floats(backend, input('filter'));
    const channels = g.inChannels;
    const multiplier = input('filter').shape[3] ?? 1;
    const outChannels = channels * multiplier;
    dx.fill(0);
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
              const to = ((picture * g.inHeight + inRow) * g.inWidth + inColumn) * channels;
              const tap = (tapRow * g.width + tapColumn) * outChannels;
              for (let c = 0; c < channels; c += 1) {
                let sum = dx[to + c] as number;
                for (let m = c * multiplier; m < (c + 1) * multiplier; m += 1) {
                  sum += (weights[tap + m] as number) * (dy[from + m] as number);
                }
                dx[to + c] = sum;
              }
            }
          }
        }
      }
    }
    return out;
  },
};
