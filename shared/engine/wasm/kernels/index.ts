/** The interpreter: a list of instructions for one step, run by one thread or by several in lockstep. */
import { Opcode } from '../opcodes';
import { copy, fill, pack, padImage } from './arrange';
import { columnSums, columnSumsFinish } from './column-sums';
import { convolution, transposedConvolution } from './convolution';
import { depthwise, depthwiseInputGradient, depthwiseWeightGradient } from './depthwise';
import { binary, binaryGradient, sum, unary, unaryGradient } from './elementwise';
import { loss, rowSum } from './loss';
import {
  normApply,
  normCoefficients,
  normGradient,
  normMoving,
  normStatistics,
  normSums,
} from './normalization';
import { adam, momentum, rmsProp, sgd } from './optimizer';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling';
import { randomMask, randomNoise } from './random';
import { argMax, reduce, softmax, softmaxGradient } from './reduce';
import { mirrorPad, mirrorPadGradient, resize, resizeGradient } from './resize';
import { deadChannels, extent, histogram } from './spread';
import { weightGradient } from './weight-gradient';

/**
 * Sleeps while the word there has this value. Asked of the host: in V8's first tier (Node 20) the instruction for it
 * loses the value of a local variable that lives on.
 */
// @ts-ignore: a decorator of AssemblyScript
@external('env', 'sleep')
declare function sleep(word: usize, value: i32): void;

/** Looks at the barrier's counter before a thread goes to sleep: some microseconds. */
const SPINS = 4000;

function execute(opcode: i32, operands: usize, thread: i32, threads: i32): void {
  switch (opcode) {
    case Opcode.Fill:
      return fill(operands, thread, threads);
    case Opcode.Copy:
      return copy(operands, thread, threads);
    case Opcode.PadImage:
      return padImage(operands, thread, threads);
    case Opcode.Pack:
      return pack(operands, thread, threads);
    case Opcode.Convolution:
      return convolution(operands, thread, threads);
    case Opcode.WeightGradient:
      return weightGradient(operands, thread, threads);
    case Opcode.TransposedConvolution:
      return transposedConvolution(operands, thread, threads);
    case Opcode.Depthwise:
      return depthwise(operands, thread, threads);
    case Opcode.DepthwiseInputGradient:
      return depthwiseInputGradient(operands, thread, threads);
    case Opcode.DepthwiseWeightGradient:
      return depthwiseWeightGradient(operands, thread, threads);
    case Opcode.ColumnSums:
      return columnSums(operands, thread, threads);
    case Opcode.ColumnSumsFinish:
      return columnSumsFinish(operands, thread, threads);
    case Opcode.Unary:
      return unary(operands, thread, threads);
    case Opcode.UnaryGradient:
      return unaryGradient(operands, thread, threads);
    case Opcode.Binary:
      return binary(operands, thread, threads);
    case Opcode.BinaryGradient:
      return binaryGradient(operands, thread, threads);
    case Opcode.Sum:
      return sum(operands, thread, threads);
    case Opcode.Reduce:
      return reduce(operands, thread, threads);
    case Opcode.MaxPool:
      return maxPool(operands, thread, threads);
    case Opcode.MaxPoolGradient:
      return maxPoolGradient(operands, thread, threads);
    case Opcode.AveragePool:
      return averagePool(operands, thread, threads);
    case Opcode.AveragePoolGradient:
      return averagePoolGradient(operands, thread, threads);
    case Opcode.NormStatistics:
      return normStatistics(operands, thread, threads);
    case Opcode.NormMoving:
      return normMoving(operands, thread, threads);
    case Opcode.NormApply:
      return normApply(operands, thread, threads);
    case Opcode.NormSums:
      return normSums(operands, thread, threads);
    case Opcode.NormCoefficients:
      return normCoefficients(operands, thread, threads);
    case Opcode.NormGradient:
      return normGradient(operands, thread, threads);
    case Opcode.Softmax:
      return softmax(operands, thread, threads);
    case Opcode.SoftmaxGradient:
      return softmaxGradient(operands, thread, threads);
    case Opcode.ArgMax:
      return argMax(operands, thread, threads);
    case Opcode.Loss:
      return loss(operands, thread, threads);
    case Opcode.RowSum:
      return rowSum(operands, thread, threads);
    case Opcode.Extent:
      return extent(operands, thread, threads);
    case Opcode.Histogram:
      return histogram(operands, thread, threads);
    case Opcode.DeadChannels:
      return deadChannels(operands, thread, threads);
    case Opcode.MirrorPad:
      return mirrorPad(operands, thread, threads);
    case Opcode.MirrorPadGradient:
      return mirrorPadGradient(operands, thread, threads);
    case Opcode.Resize:
      return resize(operands, thread, threads);
    case Opcode.ResizeGradient:
      return resizeGradient(operands, thread, threads);
    case Opcode.RandomMask:
      return randomMask(operands, thread, threads);
    case Opcode.RandomNoise:
      return randomNoise(operands, thread, threads);
    case Opcode.Sgd:
      return sgd(operands, thread, threads);
    case Opcode.Momentum:
      return momentum(operands, thread, threads);
    case Opcode.RmsProp:
      return rmsProp(operands, thread, threads);
    case Opcode.Adam:
      return adam(operands, thread, threads);
    default:
      unreachable();
  }
}

/** Waits until the counter has come to `wanted`; it may wrap round, so that differences are compared. */
function meet(counter: usize, wanted: i32, threads: i32): void {
  if (atomic.add<i32>(counter, 1) + 1 === wanted) {
    atomic.notify(counter, threads);
    return;
  }
  for (let spin = 0; spin < SPINS; ++spin) if (atomic.load<i32>(counter) - wanted >= 0) return;
  for (let seen = atomic.load<i32>(counter); seen - wanted < 0; seen = atomic.load<i32>(counter)) {
    sleep(counter, seen);
  }
}

/**
 * Runs `count` instructions: each is its opcode, the number of its operands, and these. All threads run the same
 * list; none begins an instruction before all have ended the one before. The counter is at `start` before.
 */
function runList(list: usize, count: i32, thread: i32, threads: i32, counter: usize, start: i32): void {
  let at = list;
  let wanted = start;
  for (let i = 0; i < count; ++i) {
    execute(load<i32>(at), at + 8, thread, threads);
    at += 8 + (<usize>load<i32>(at, 4) << 2);
    wanted += threads;
    if (threads > 1) meet(counter, wanted, threads);
  }
}

/*
 * What threads tell each other with, at `control`: the number of lists given out, the list, its length, the number of
 * threads, where the counter begins, and in a line of the cache for itself the counter.
 */
const COUNTER: usize = 64;

/** The first thread's share; the others, if any, wait in `serve`. */
export function run(control: usize, list: usize, count: i32, threads: i32): void {
  const start = atomic.load<i32>(control + COUNTER);
  if (threads > 1) {
    store<usize>(control, list, 4);
    store<i32>(control, count, 8);
    store<i32>(control, threads, 12);
    store<i32>(control, start, 16);
    atomic.add<i32>(control, 1);
    atomic.notify(control, threads);
  }
  runList(list, count, 0, threads, control + COUNTER, start);
}

/** Another thread's life, until a list is given out for no threads at all. */
export function serve(control: usize, thread: i32): void {
  for (let done = 0; ; ++done) {
    let spin = 0;
    while (atomic.load<i32>(control) === done) if (++spin > SPINS) sleep(control, done);
    const threads = load<i32>(control, 12);
    if (threads === 0) return;
    const list = load<usize>(control, 4);
    const count = load<i32>(control, 8);
    runList(list, count, thread, threads, control + COUNTER, load<i32>(control, 16));
  }
}

/** Lets the other threads return from `serve`, after the last list has been run. */
export function dismiss(control: usize, threads: i32): void {
  store<i32>(control, 0, 12);
  atomic.add<i32>(control, 1);
  atomic.notify(control, threads);
}
