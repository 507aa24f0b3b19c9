import type { KnownShape } from '../../../layers/shape';
import type { Primitive, WeightValue } from '../../../layers/support/primitives';
import { inOrder } from '../emit';
import { Opcode } from '../opcodes';
import { DepthwiseGeometry } from '../operands/depthwise';
import { activationOf, lastOf, type Planned, type Planner, sizeOf } from '../planner';
import type { Block } from '../schedule';
import { forward, type Geometry, inputGradient, matrix, weightGradient, windowOperands } from './products';
import { columnSums } from './sums';

type Conv2d = Extract<Primitive, { op: 'conv2d' }>;
type ConvTranspose2d = Extract<Primitive, { op: 'convTranspose2d' }>;
type MatMul = Extract<Primitive, { op: 'matMul' }>;

/** The convolution from one picture to the other. */
function geometryOf(
  { kernel, strides, dilation, padding, groups }: Conv2d | ConvTranspose2d,
  images: number,
  from: KnownShape,
  to: KnownShape,
): Geometry {
  const [height = 1, width = 1, inputs = 1] = from;
  const [outHeight = 1, outWidth = 1, outputs = 1] = to;
  const [tall = 1, across = 1] = kernel.shape;
  const picture = { images, height, width, inputs, outHeight, outWidth, outputs };
  return { ...picture, window: [tall, across], strides, dilation, padding, groups };
}

/** The bias is added to every pixel, so its gradient is the sum over them. */
function biasGradient(
  planner: Planner,
  bias: WeightValue | undefined,
  gradient: Block,
  pixels: number,
  channels: number,
): void {
  const to = planner.weightGradient(bias);
  if (to) columnSums(planner, gradient, pixels, channels, to, { add: true });
}

export function conv2d(op: Conv2d, planner: Planner, outShape: KnownShape): Planned {
  const geometry = geometryOf(op, planner.batch, op.x.shape, outShape);
  const isDepthwise = op.groups > 1 && op.kernel.shape[2] === 1;
  return isDepthwise ? depthwise(op, planner, geometry) : product(op, planner, geometry);
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
      biasGradient(planner, op.bias, gradient, pixels, g.outputs);
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
  const common = {
    Images: g.images,
    Geometry: inOrder(DepthwiseGeometry, {
      Height: g.height,
      Width: g.width,
      Channels: g.inputs,
      OutHeight: g.outHeight,
      OutWidth: g.outWidth,
      Multiplier: g.outputs / g.inputs,
      ...windowOperands(g),
    }),
  };
  const pixels = g.images * g.outHeight * g.outWidth;
  const output = planner.block(pixels * g.outputs);
  planner.emit(Opcode.Depthwise, {
    From: x,
    To: output,
    Weights: kernel,
    Bias: op.bias ? planner.weight(op.bias) : 0,
    ...activationOf(planner.fused),
    ...common,
  });
  return {
    output,
    backward: (gradient) => {
      const kernelGradient = planner.weightGradient(op.kernel);
      if (kernelGradient)
        planner.emit(Opcode.DepthwiseWeightGradient, {
          From: x,
          Gradient: gradient,
          To: kernelGradient,
          ...common,
        });
      biasGradient(planner, op.bias, gradient, pixels, g.outputs);
      if (planner.wants(op.x)) {
        const byInput = planner.block(g.images * g.height * g.width * g.inputs);
        planner.emit(Opcode.DepthwiseInputGradient, {
          Gradient: gradient,
          To: byInput,
          Weights: kernel,
          ...common,
        });
        planner.contribute(op.x, byInput);
      }
    },
  };
}

/** Forward is the gradient of a convolution by its input, backward that convolution itself. */
export function convTranspose2d(op: ConvTranspose2d, planner: Planner, outShape: KnownShape): Planned {
  const g = geometryOf(op, planner.batch, outShape, op.x.shape);
  const x = planner.value(op.x);
  const kernel = planner.weight(op.kernel);
  const pixels = g.images * g.height * g.width;
  const output: Block = planner.block(pixels * g.inputs);
  inputGradient(planner, g, x, kernel, op.bias ? planner.weight(op.bias) : null, output);
  return {
    output,
    backward: (gradient) => {
      const kernelGradient = planner.weightGradient(op.kernel);
      if (kernelGradient) weightGradient(planner, g, gradient, x, kernelGradient);
      biasGradient(planner, op.bias, gradient, pixels, g.inputs);
      if (planner.wants(op.x)) {
        const byInput = planner.block(g.images * g.outHeight * g.outWidth * g.outputs);
        forward(planner, g, gradient, kernel, null, byInput, null);
        planner.contribute(op.x, byInput);
      }
    },
  };
}
