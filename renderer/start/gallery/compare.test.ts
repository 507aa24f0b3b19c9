import { expect, test } from 'vitest';
import { comparison, nearestTo } from './compare';

const lenet = { title: 'LeNet-5', parameters: 61_706, macs: 416_520 };
const vgg = { title: 'VGG-16', parameters: 138_357_544, macs: 15_470_264_320 };

test('the nearest by factors', () => {
  expect(nearestTo({ title: 'mine', parameters: 1e6, macs: 1e7 }, [vgg, lenet])).toBe(lenet);
  expect(nearestTo(lenet, [])).toBeNull();
});

test('says how many times as large and as costly', () => {
  expect(comparison({ title: 'mine', parameters: 61_706, macs: 4_165_200 }, lenet)).toBe(
    'Your network is nearest to LeNet-5, with as many parameters and 10 times its MACs.',
  );
  expect(comparison(lenet, vgg)).toContain('0.00045 times its parameters');
  expect(comparison({ ...lenet, title: 'mine' }, lenet)).toBe(
    'Your network is as large and as costly as LeNet-5.',
  );
});
