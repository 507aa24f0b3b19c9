import { describe, expect, it } from 'vitest';
import type { Slide } from '../../../../shared/layers/define';
import { figureOf } from './geometry';
import { movesText, shortenedText, unreachedText } from './words';

const alexnet: Slide = {
  size: [11, 11],
  strides: [4, 4],
  dilation: [1, 1],
  padding: [0, 0, 0, 0],
  places: [54, 54],
  over: 'input',
};

describe('the words beside the figure', () => {
  it('say how the window moves', () => {
    expect(movesText(alexnet, 'filter')).toBe(
      'The 11×11 filter moves 4 px at a time; each place gives one value of the output.',
    );
    expect(movesText({ ...alexnet, strides: [2, 1] }, 'window')).toContain('2 px down and 1 px across');
    expect(movesText({ ...alexnet, size: [3, 3], dilation: [2, 2] }, 'filter')).toContain(
      'Its values lie 2 px apart, so it spans 5×5.',
    );
    expect(movesText({ ...alexnet, over: 'output' }, 'filter')).toMatch(/^Each value of the input is spread/);
  });

  it('say what is drawn otherwise than it is, and what is never seen', () => {
    const figure = figureOf(alexnet, [224, 224])!;
    expect(shortenedText(figure)).toMatch(/^Drawn with an input of 20×20 in place of 224×224/);
    expect(unreachedText(figure)).toBe('Hatched: 1 row and 1 column never seen.');
    const small = figureOf({ ...alexnet, size: [2, 2], strides: [2, 2], places: [4, 4] }, [8, 8])!;
    expect(shortenedText(small)).toBeNull();
    expect(unreachedText(small)).toBeNull();
  });
});
