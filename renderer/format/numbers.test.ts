import { describe, expect, it } from 'vitest';
import { bytes, change, compact, exactly, macsText, parametersInFull, plural } from './numbers';
import { sameShape, shapeText } from './shape';

describe('numbers as people read them', () => {
  it('keeps what is short and shortens what is long', () => {
    expect(compact(61_706)).toBe('61,706');
    expect(compact(138_357_544)).toBe('138.4 M');
    expect(compact(25_636_712)).toBe('25.64 M');
    expect(exactly(138_357_544)).toBe('138,357,544');
  });

  it('calls multiply-accumulates MACs', () => {
    expect(macsText(840)).toBe('840 MACs');
    expect(macsText(416_520)).toBe('416.5 kMACs');
    expect(macsText(15_470_264_320)).toBe('15.47 GMACs');
  });

  it('gives sizes and changes with their signs', () => {
    expect(bytes(118_000_000)).toBe('118 MB');
    expect(bytes(16_800_000)).toBe('16.8 MB');
    expect(change(147_584, exactly)).toBe('+147,584');
    expect(change(-8, exactly)).toBe('−8');
    expect(change(0, exactly)).toBeNull();
    expect(plural(1, 'error')).toBe('1 error');
    expect(plural(2, 'error')).toBe('2 errors');
  });

  it('says what parameters are trained, and what others there are', () => {
    expect(parametersInFull(61_706, 0)).toBe('61,706 trainable parameters');
    expect(parametersInFull(128, 128)).toBe('128 trainable parameters, and 128 that are not trained');
    expect(parametersInFull(1, 1)).toBe('1 trainable parameter, and 1 that is not trained');
  });
});

describe('shapes', () => {
  it('writes each notation, and vectors alike in all of them', () => {
    expect(shapeText([32, 30, 3], 'hwc')).toBe('32×30×3');
    expect(shapeText([32, 30, 3], 'chw')).toBe('3×32×30');
    expect(shapeText([32, null, 3], 'c@hw')).toBe('3@32×?');
    expect(shapeText([120], 'chw')).toBe('120');
  });

  it('compares by value', () => {
    expect(sameShape([2, 2], [2, 2])).toBe(true);
    expect(sameShape([2, 2], [2, 2, 1])).toBe(false);
    expect(sameShape(null, [2])).toBe(false);
  });
});
