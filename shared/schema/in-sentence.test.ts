import { expect, test } from 'vitest';
import { inSentence } from './in-sentence';

test.each([
  ['Top-5 accuracy', 'top-5 accuracy'],
  ['F1 score', 'F1 score'],
  ['meanIoU', 'meanIoU'],
  ['IoU threshold', 'IoU threshold'],
])('%s', (title, wanted) => expect(inSentence(title)).toBe(wanted));
