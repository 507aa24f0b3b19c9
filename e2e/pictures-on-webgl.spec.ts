/** Where a browser has no `ImageDecoder`, transparent pictures are read by WebGL: to the same bits. */
import { expect, test } from './support/app';
import { withGpu } from './support/gpu';
import { askedFor, decodedInWorker, expected } from './support/pictures';

test.use(withGpu);

test('WebGL gives transparent pictures as Pillow reads them, also such as are larger than a texture', async ({
  page,
  served,
}) => {
  const names = Object.keys(expected).filter((name) => expected[name]?.channels === 4);
  const found = await decodedInWorker(
    page,
    served.url,
    names.map((name) => askedFor(name)),
  );
  expect(Object.fromEntries(found.map(({ name, byWebgl }) => [name, byWebgl]))).toEqual(
    Object.fromEntries(names.map((name) => [name, expected[name]?.sha256])),
  );
});
