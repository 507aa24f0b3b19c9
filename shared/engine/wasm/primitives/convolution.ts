import type { Primitive } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { activationOperands, lastOf, type Planned, type Planner, sizeOf } from '../planner';
import type { Block } from '../schedule';
import { forward, type Geometry, inputGradient, matrix, weightGradient } from './products';
import { columnSums } from './sums';

type Conv2d = Extract<Primitive, { op: 'conv2d' }>;
type ConvTranspose2d = Extract<Primitive, { op: 'convTranspose2d' }>;
type MatMul = Extract<Primitive, { op: 'matMul' }>;

export function conv2d(op: Conv2d, planner: Planner, outShape: readonly number[]): Planned {
  const [height = 1, width = 1, inputs = 1] = op.x.shape;
  const [outHeight = 1, outWidth = 1, outputs = 1] = outShape;
  const [tall = 1, across = 1, perGroup = 1] = op.kernel.shape;
  const geometry: Geometry = {
    images: planner.batch,
    height,
    width,
    inputs,
    outHeight,
    outWidth,
    outputs,
    window: [tall, across],
    strides: op.strides,
    dilation: op.dilation,
    padding: op.padding,
    groups: op.groups,
  };
  return op.groups > 1 && perGroup === 1 ? depthwise(op, planner, geometry) : product(op, planner, geometry);
}

export function matMul(op: MatMul, planner: Planner): Planned {
  const inputs = lastOf(op.x.shape);
  const rows = (planner.batch * sizeOf(op.x.shape)) / inputs;
  return product(op, planner, matrix(rows, inputs, lastOf(op.kernel.shape)));
}

function product(op: Conv2d | MatMul, planner: Planner, g: Geometry): Planned {
  const x = planner.value(op.x);
  const kernel = planner.weight(op.kernel);
  const bias = op.bias ? planner.weight(op.bias) : null;
  const pixels = g.images * g.outHeight * g.outWidth;
  const output = planner.block(pixels * g.outputs);
  forward(planner, g, x, kernel, bias, output, planner.fused);
  return {
    output,
    backward: (gradient) => {
      const kernelGradient = planner.weightGradient(op.kernel);
      if (kernelGradient) weightGradient(planner, g, x, gradient, kernelGradient);
      const biasGradient = planner.weightGradient(op.bias);
      if (biasGradient) columnSums(planner, gradient, pixels, g.outputs, biasGradient, { add: true });
      if (planner.wants(op.x)) {
        const byInput = planner.block(g.images * g.height * g.width * g.inputs);
        inputGradient(planner, g, gradient, kernel, null, byInput);
        planner.contribute(op.x, byInput);
      }
    },
  };
}

function depthwise(op: Conv2d, planner: Planner, g: Geometry): Planned {
  const x = planner.value(op.x);
  const kernel = planner.weight(op.kernel);
  const geometry = [
    g.height,
    g.width,
    g.inputs,
    g.outHeight,
    g.outWidth,
    ...g.window,
    ...g.strides,
    ...g.dilation,
    g.padding[0],
    g.padding[2],
    g.outputs / g.inputs,
  ];
  const pixels = g.images * g.outHeight * g.outWidth;
  const output = planner.block(pixels * g.outputs);
  planner.emit(Opcode.Depthwise, [
    x,
    output,
    kernel,
    op.bias ? planner.weight(op.bias) : 0,
    ...activationOperands(planner.fused),
    g.images,
    ...geometry,
  ]);
  return {
    output,
    backward: (gradient) => {
      const kernelGradient = planner.weightGradient(op.kernel);
      if (kernelGradient)
        planner.emit(Opcode.DepthwiseWeightGradient, [x, gradient, kernelGradient, g.images, ...geometry]);
      const biasGradient = planner.weightGradient(op.bias);
      if (biasGradient) columnSums(planner, gradient, pixels, g.outputs, biasGradient, { add: true });
      if (planner.wants(op.x)) {
        const byInput = planner.block(g.images * g.height * g.width * g.inputs);
        planner.emit(Opcode.DepthwiseInputGradient, [gradient, byInput, kernel, g.images, ...geometry]);
        planner.contribute(op.x, byInput);
      }
    },
  };
}

/** Forward is the gradient of a convolution by its input, backward that convolution itself. */
export function convTranspose2d(op: ConvTranspose2d, planner: Planner, outShape: readonly number[]): Planned {
  const [outHeight = 1, outWidth = 1, outputs = 1] = op.x.shape;
  const [height = 1, width = 1, inputs = 1] = outShape;
  const [tall = 1, across = 1] = op.kernel.shape;
  const g: Geometry = {
    images: planner.batch,
    height,
    width,
    inputs,
    outHeight,
    outWidth,
    outputs,
    window: [tall, across],
    strides: op.strides,
    dilation: op.dilation,
    padding: op.padding,
    groups: op.groups,
  };
  const x = planner.value(op.x);
  const kernel = planner.weight(op.kernel);
  const pixels = g.images * height * width;
  const output: Block = planner.block(pixels * inputs);
  inputGradient(planner, g, x, kernel, op.bias ? planner.weight(op.bias) : null, output);
  return {
    output,
    backward: (gradient) => {
      const kernelGradient = planner.weightGradient(op.kernel);
      if (kernelGradient) weightGradient(planner, g, gradient, x, kernelGradient);
      const biasGradient = planner.weightGradient(op.bias);
      if (biasGradient) columnSums(planner, gradient, pixels, inputs, biasGradient, { add: true });
      if (planner.wants(op.x)) {
        const byInput = planner.block(g.images * outHeight * outWidth * outputs);
        forward(planner, g, gradient, kernel, null, byInput, null);
        planner.contribute(op.x, byInput);
      }
    },
  };
}
