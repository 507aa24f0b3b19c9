/** The networks that the engine's tests train. */
import type { Plan } from '../../compiler/compiled';
import { planOf } from './build-plan';

/** LeNet-5 with ReLU and max pooling on 28×28×1. */
export function modernLeNet(): Plan {
  return planOf((b) => {
    let x = b.input('image', [28, 28, 1]);
    const glorot = (fanIn: number, fanOut: number) => ({
      initializer: { kind: 'glorotUniform' as const, fanIn, fanOut },
    });
    const zero = { initializer: { kind: 'zeros' as const } };
    const conv = (name: string, inputs: number, outputs: number, pad: number) => {
      x = b.emit({
        op: 'conv2d',
        x,
        kernel: b.weight(`${name}/kernel`, [5, 5, inputs, outputs], glorot(25 * inputs, 25 * outputs)),
        bias: b.weight(`${name}/bias`, [outputs], zero),
        strides: [1, 1],
        padding: [pad, pad, pad, pad],
        dilation: [1, 1],
        groups: 1,
      });
      x = b.emit({ op: 'unary', x, function: 'relu' });
    };
    const pool = () => {
      const [height = 1, width = 1] = x.shape;
      x = b.emit({
        op: 'maxPool',
        x,
        size: [2, 2],
        strides: [2, 2],
        padding: [0, 0, 0, 0],
        outputSize: [height / 2, width / 2],
      });
    };
    const dense = (name: string, inputs: number, outputs: number) => {
      x = b.emit({
        op: 'matMul',
        x,
        kernel: b.weight(`${name}/kernel`, [inputs, outputs], glorot(inputs, outputs)),
        bias: b.weight(`${name}/bias`, [outputs], zero),
      });
    };
    conv('c1', 1, 6, 2);
    pool();
    conv('c3', 6, 16, 0);
    pool();
    x = b.emit({ op: 'reshape', x, shape: [400] });
    dense('c5', 400, 120);
    x = b.emit({ op: 'unary', x, function: 'relu' });
    dense('f6', 120, 84);
    x = b.emit({ op: 'unary', x, function: 'relu' });
    dense('out', 84, 10);
    b.output('output', x, 'categoricalCrossentropy', b.emit({ op: 'softmax', x }));
  });
}
