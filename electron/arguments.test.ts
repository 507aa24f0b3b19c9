import { expect, test } from 'vitest';
import { filesIn } from './arguments';

test('files among arguments, from the folder in which they were given', () => {
  const args = ['.', '--user-data-dir=/x.cnn', 'a.cnn', '/b/c.CNN.JSON', 'notes.json', '-x.cnn'];
  expect(filesIn(args, '/home/me')).toEqual(['/home/me/a.cnn', '/b/c.CNN.JSON']);
});

test('addresses of files, as desktops of Linux hand them over', () => {
  const args = [
    'file:///home/me/My%20net%20%231%3F.cnn',
    'file://localhost/b/caf%C3%A9.cnn.json',
    'FILE:///c.cnn',
  ];
  expect(filesIn(args, '/')).toEqual(['/home/me/My net #1?.cnn', '/b/café.cnn.json', '/c.cnn']);
  const none = [
    'file:///a/notes.json',
    'file://elsewhere/a.cnn',
    'file:///a%2Fb.cnn',
    'file:///%.cnn',
    'http://x/a.cnn?',
  ];
  expect(filesIn(none, '/')).toEqual([]);
});
