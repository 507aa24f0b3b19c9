import { COLUMN_SUM } from '../context';
import { floats, type WasmKernel } from './heap';

/** Sum over the rows of [rows, columns], in float64: the gradient of a bias, and a batch's mean and variance. */
export const columnSum: WasmKernel = {
  name: COLUMN_SUM,
  run(input, _attributes, backend) {
    const [rows = 0, columns = 0] = input('x').shape;
    const out = backend.makeOutput([columns], 'float32');
    const x = floats(backend, input('x'));
    const sums = new Float64Array(columns);
    for (let row = 0, i = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, i += 1) {
        sums[column] = (sums[column] as number) + (x[i] as number);
      }
    }
    floats(backend, out).set(sums);
    return out;
  },
};
