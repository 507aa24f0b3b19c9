import { describe, expect, test } from 'vitest';
import { matchClasses, OtherClasses } from './match-classes';
import { TrainingError } from './training-error';

const data = (...classNames: string[]) => ({ title: 'Pets', classNames });

describe('the classes of a model and of data', () => {
  test('are matched by their names, however these are spelled', () => {
    expect(matchClasses(['cat', 'dog'], data('cat', 'dog'))).toEqual([0, 1]);
    expect(matchClasses(['Cat ', 'caf\u00e9'], data('cat', 'cafe\u0301'))).toEqual([0, 1]);
  });

  test('in another order are brought into the model’s: a folder is read by the alphabet', () => {
    expect(matchClasses(['dog', 'cat', 'bird'], data('bird', 'cat', 'dog'))).toEqual([2, 1, 0]);
  });

  test('are refused where one is no class of the model, and the sentence says which', () => {
    const match = () => matchClasses(['0', '1', '2'], data('Shirt', '1', 'Bag'));
    expect(match).toThrow(OtherClasses);
    expect(match).toThrow(
      'The model was made for other classes than those of Pets: it tells “0”, “1”, “2” apart, and “Shirt”, “Bag” are none of them.',
    );
    expect(() => matchClasses(['a', 'b'], data('a', 'a'))).toThrow(OtherClasses);
  });

  test('are taken by their number where that is asked for, or the model’s names tell nothing apart', () => {
    expect(matchClasses(['zero', 'one'], data('0', '1'), { byNumber: true })).toEqual([0, 1]);
    expect(matchClasses(['', ''], data('0', '1'))).toEqual([0, 1]);
  });

  test('are refused where they are more or fewer, by number too', () => {
    const match = () => matchClasses(['a', 'b'], data('a', 'b', 'c'), { byNumber: true });
    expect(match).toThrow(TrainingError);
    expect(match).toThrow('tells 2 classes apart, but Pets has 3');
  });
});
