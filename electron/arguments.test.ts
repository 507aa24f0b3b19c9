import { expect, test } from 'vitest';
import { filesIn } from './arguments';

test('files among arguments, from the folder in which they were given', () => {
  const args = ['.', '--user-data-dir=/x.cnn', 'a.cnn', '/b/c.CNN.JSON', 'notes.json', '-x.cnn'];
  expect(filesIn(args, '/home/me')).toEqual(['/home/me/a.cnn', '/b/c.CNN.JSON']);
});
