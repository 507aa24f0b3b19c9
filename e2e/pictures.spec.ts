/** The browser's decoders give Pillow's pixels, to the bit (reference/pictures/make.py says in what they can't). */
import { expect, test } from './support/app';
import { askedFor, decodedInWorker, expected } from './support/pictures';

const names = Object.keys(expected);
const transparent = names.filter((name) => expected[name]?.channels === 4);

test('pictures of every kind have the pixels that Pillow reads', async ({ page, served }) => {
  expect(transparent.length).toBeGreaterThan(5);
  const found = await decodedInWorker(
    page,
    served.url,
    names.map((name) => askedFor(name)),
  );
  expect(Object.fromEntries(found.map(({ name, pixels }) => [name, pixels]))).toEqual(expected);
  // No graphics card has a part in it.
  for (const { name, byImageDecoder } of found) {
    if (transparent.includes(name)) expect([name, byImageDecoder]).toEqual([name, expected[name]?.sha256]);
  }
});

test('damaged files, and sizes that are not the header’s, are refused', async ({ page, served }) => {
  const asked = [
    askedFor('420.jpg', 900),
    askedFor('alpha.png', 2000),
    askedFor('lossy.webp', 300),
    { ...askedFor('grey.jpg'), height: 24 },
  ];
  const found = await decodedInWorker(page, served.url, asked);
  for (const { name, pixels } of found) expect([name, typeof pixels]).toEqual([name, 'string']);
  expect(found.at(-1)?.pixels).toContain('37×23 pixels where the header says 37×24');
});
