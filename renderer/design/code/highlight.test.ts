import { expect, test } from 'vitest';
import { tokensOf } from './highlight';

test.each([
  "x = layers.Conv2D(6, 5, name='C1')(x)  # 28×28×6",
  "    raise NotImplementedError('it\\'s # no comment')",
  'def block(x, i=0):',
  '',
])('loses nothing: %s', (line) => {
  expect(
    tokensOf(line)
      .map(({ text }) => text)
      .join(''),
  ).toBe(line);
});

test('tells texts, numbers, comments and words of the language', () => {
  const kinds = Object.fromEntries(
    tokensOf("return conv2d(x, 1.5e-3, 'a # b', 'it\\'s') if i else None  # 3 'no text'").map(
      ({ text, kind }) => [text, kind],
    ),
  );
  expect(kinds).toMatchObject({
    return: 'keyword',
    '1.5e-3': 'number',
    "'a # b'": 'string',
    "'it\\'s'": 'string',
    None: 'keyword',
    "# 3 'no text'": 'comment',
  });
  expect(tokensOf('class Block(nn.Module):')[2]).toEqual({ kind: 'title', text: 'Block' });
});
