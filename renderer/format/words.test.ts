import { describe, expect, it } from 'vitest';
import { ago, bytes, clock, loss, percent, roughly, took } from './words';

describe('numbers as people read them', () => {
  it.each([
    [percent(0.9044), '90.4\u202f%'],
    [clock(38), '0:38'],
    [clock(3_729), '1:02:09'],
    [took(0.32), '0.3 s'],
    [took(59.97), '1:00'],
    [roughly(23.6), '24 s'],
    [roughly(600), '10 min'],
    [bytes(999), '999 B'],
    [bytes(118_400_000), '118 MB'],
    [bytes(2_500_000), '2.5 MB'],
    [loss(0.2514), '0.251'],
    [loss(Number.NaN), 'not a number'],
    [ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:05:10Z')), '5 minutes ago'],
  ])('%s', (got, wanted) => expect(got).toBe(wanted));
});
