/** Networks that work, and would do better. */
import type { AdviceCode } from '../../codes';
import { type Row, bn, body, chain, conv, dense, end, gap, head, pool, relu, small, softmax } from '../drawn';
import { type BrokenNetwork, only } from './network';

export const adviceNetworks: Readonly<Record<AdviceCode, readonly BrokenNetwork[]>> = {
  'bias-before-norm': only(
    chain(small, conv(), bn, relu, pool, ...body, ...head),
    chain(small, conv(), bn, relu, conv(), bn, relu, ...body, ...head),
  ),
  'dense-holds-most': only(chain([64, 64, 1], ...body, ['Flatten'], dense(512), relu, dense(), end)),
  'filters-shrink': only(chain(small, conv(64), relu, pool, conv(16), relu, pool, conv(64), relu, ...head)),
  'no-activation-between': only(
    chain(small, conv(), conv(), relu, pool, ...body, ...head),
    chain(small, ...body, ['Flatten'], dense(32), ['Dropout'], dense(), end),
  ),
  'no-pooling-before-flatten': only(
    chain(small, conv(8, 5), relu, conv(8, 5), relu, ['Flatten'], dense(), end),
  ),
  'norm-after-dropout': only(
    chain(small, conv(), relu, ['Dropout'], bn, ...body, ...head),
    chain(small, conv(), ['SpatialDropout2D'], relu, bn, ...body, ...head),
  ),
  'receptive-field-large': only(
    chain(
      [8, 8, 1],
      ...Array.from({ length: 5 }, () => [
        conv(8, 7),
        relu,
        ['MaxPooling2D', { padding: 'same' }] as Row,
      ]).flat(),
      ...head,
    ),
  ),
  'receptive-field-small': only(
    chain([64, 64, 1], ...Array.from({ length: 5 }, () => [conv(), relu]).flat(), ...head),
  ),
  'sigmoid-for-exclusive-classes': only(
    chain(small, ...body, gap, dense(), ['Activation', { activation: 'sigmoid' }], end),
  ),
  'softmax-over-one': only(
    chain(small, ...body, gap, dense(1), end),
    chain(small, ...body, gap, dense(1), softmax, end),
    chain(small, ...body, gap, dense(1), ['Activation', { activation: 'sigmoid' }], end),
  ),
  'softmax-before-loss': only(
    chain(small, ...body, gap, dense(), softmax, ['Dropout'], end),
    chain(small, ...body, gap, dense(), softmax, ['Output', { task: 'multilabel' }]),
  ),
};
