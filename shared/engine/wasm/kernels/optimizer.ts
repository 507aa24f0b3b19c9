/** Optimizer steps over the one flat buffer of parameters. Formulas and constants are Keras 3's. */
import { AdamOperand, MomentumOperand, RmsPropOperand, SgdOperand } from '../operands/optimizer';
import { address, float, int, share } from './operands';
import { splat } from './math';

/** w ← w − η·g. */
export function sgd(p: usize, thread: i32, threads: i32): void {
  const weights = address(p, SgdOperand.Weights);
  const gradients = address(p, SgdOperand.Gradients);
  const vectors = (int(p, SgdOperand.Floats) + 3) >> 2;
  const rate = splat(float(p, SgdOperand.Rate));
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    const change = f32x4.mul(v128.load(gradients + i), rate);
    v128.store(weights + i, f32x4.sub(v128.load(weights + i), change));
  }
}

/** u ← μ·u + η·g; w ← w − u. */
export function momentum(p: usize, thread: i32, threads: i32): void {
  const weights = address(p, MomentumOperand.Weights);
  const gradients = address(p, MomentumOperand.Gradients);
  const velocity = address(p, MomentumOperand.Velocity);
  const vectors = (int(p, MomentumOperand.Floats) + 3) >> 2;
  const rate = splat(float(p, MomentumOperand.Rate));
  const share0 = splat(float(p, MomentumOperand.Momentum));
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    const step = f32x4.mul(v128.load(gradients + i), rate);
    const u = f32x4.add(f32x4.mul(v128.load(velocity + i), share0), step);
    v128.store(velocity + i, u);
    v128.store(weights + i, f32x4.sub(v128.load(weights + i), u));
  }
}

/** old + (fresh − old)·share */
// @ts-ignore: a decorator of AssemblyScript
@inline
function blend(old: v128, fresh: v128, part: v128): v128 {
  return f32x4.add(old, f32x4.mul(f32x4.sub(fresh, old), part));
}

/** s ← s + (g² − s)(1 − ρ); w ← w − η·g / √(s + ε). */
export function rmsProp(p: usize, thread: i32, threads: i32): void {
  const weights = address(p, RmsPropOperand.Weights);
  const gradients = address(p, RmsPropOperand.Gradients);
  const squares = address(p, RmsPropOperand.Squares);
  const vectors = (int(p, RmsPropOperand.Floats) + 3) >> 2;
  const rate = splat(float(p, RmsPropOperand.Rate));
  const part = splat(float(p, RmsPropOperand.Part));
  const epsilon = splat(float(p, RmsPropOperand.Epsilon));
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    const g = v128.load(gradients + i);
    const s = blend(v128.load(squares + i), f32x4.mul(g, g), part);
    v128.store(squares + i, s);
    const change = f32x4.div(f32x4.mul(g, rate), f32x4.sqrt(f32x4.add(s, epsilon)));
    v128.store(weights + i, f32x4.sub(v128.load(weights + i), change));
  }
}

/**
 * w ← w − η·λ·w; m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); w ← w − α·m / (√v + ε),
 * α = η·√(1 − β₂ᵗ) / (1 − β₁ᵗ). Without decay λ is zero, and the first does nothing.
 */
export function adam(p: usize, thread: i32, threads: i32): void {
  const weights = address(p, AdamOperand.Weights);
  const gradients = address(p, AdamOperand.Gradients);
  const means = address(p, AdamOperand.Means);
  const squares = address(p, AdamOperand.Squares);
  const vectors = (int(p, AdamOperand.Floats) + 3) >> 2;
  const alpha = splat(float(p, AdamOperand.Alpha));
  const first = splat(float(p, AdamOperand.MeansPart));
  const epsilon = splat(float(p, AdamOperand.Epsilon));
  const second = splat(float(p, AdamOperand.SquaresPart));
  const decay = splat(float(p, AdamOperand.Rate) * float(p, AdamOperand.Decay));
  const last = <usize>share(vectors, thread + 1, threads) << 4;
  for (let i = <usize>share(vectors, thread, threads) << 4; i < last; i += 16) {
    const g = v128.load(gradients + i);
    const m = blend(v128.load(means + i), g, first);
    const v = blend(v128.load(squares + i), f32x4.mul(g, g), second);
    v128.store(means + i, m);
    v128.store(squares + i, v);
    const change = f32x4.div(f32x4.mul(m, alpha), f32x4.add(f32x4.sqrt(v), epsilon));
    const w = v128.load(weights + i);
    v128.store(weights + i, f32x4.sub(f32x4.sub(w, f32x4.mul(w, decay)), change));
  }
}
