/** A person's own pictures: from a folder to a trained network, in the window. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { expect, openTemplate, test, workspace } from './support/app';
import { violations } from './support/axe';
import { setNumber } from './support/training';

const SIDE = 48;

/** Pictures of a class have their own half bright: JPEG, PNG and WebP, some to be turned by their tag. */
async function makeSet(inside: string, count = 24): Promise<string> {
  const set = path.join(inside, 'halves');
  for (const [className, isBright] of [
    ['left', (x: number) => x < SIDE],
    ['right', (x: number) => x >= SIDE],
    ['whole', () => true],
  ] as const) {
    await mkdir(path.join(set, className), { recursive: true });
    for (let i = 0; i < count; i += 1) {
      const pixels = Buffer.alloc(2 * SIDE * SIDE * 3);
      for (let at = 0; at < pixels.length; at += 1) {
        const x = Math.floor(at / 3) % (2 * SIDE);
        pixels[at] = (isBright(x) ? 180 : 20) + ((at * (i + 3)) % 50);
      }
      const picture = sharp(pixels, { raw: { width: 2 * SIDE, height: SIDE, channels: 3 } });
      const file = path.join(set, className, String(i).padStart(2, '0'));
      if (i % 4 === 0) await picture.png().toFile(`${file}.png`);
      else if (i % 4 === 1) await picture.webp().toFile(`${file}.webp`);
      // Stored on its side, and turned by its tag.
      else if (i % 4 === 2)
        await picture.rotate(90).withMetadata({ orientation: 8 }).jpeg().toFile(`${file}.jpg`);
      else await picture.jpeg().toFile(`${file}.jpg`);
    }
  }
  await writeFile(path.join(set, 'left', 'broken.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]));
  return set;
}

test('a folder of pictures is read, fitted to the network, trained on, and asked for again after a reload', async ({
  app: page,
  folder,
}) => {
  const set = await makeSet(folder);
  const give = async (): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a folder of pictures…' }).first().click();
    await (await chooser).setFiles(set);
  };
  await openTemplate(page, 'lenet5_modern');
  await workspace(page, 'Data').click();
  await give();
  await expect(page.getByRole('heading', { name: 'halves' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^halves/ })).toBeChecked();
  await expect(page.getByText('58 training pictures in 3 classes.')).toBeVisible();
  await page.getByText('1 file is left out').click();
  await expect(page.getByText(/^The picture left\/broken\.jpg can't be read/)).toBeVisible();

  const fitting = page.getByRole('region', { name: 'Network and pictures' });
  await expect(fitting).toContainText('Set fc2 to 3 units');
  expect(await violations(page)).toEqual([]);
  await fitting.getByRole('button', { name: 'Fit the network' }).click();
  await expect(fitting).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(fitting).toBeVisible();
  await page.keyboard.press('Control+Shift+Z');
  await expect(fitting).toHaveCount(0);

  await workspace(page, 'Train').click();
  await setNumber(page, 'Epochs', 6);
  await setNumber(page, 'Batch size', 16);
  await page.getByRole('button', { name: 'Start training' }).click();
  const figure = page.locator('dl').locator('div', { hasText: /^Test/ }).locator('dd').first();
  await expect(figure).toContainText('%', { timeout: 60_000 });
  expect(parseFloat(await figure.innerText())).toBeGreaterThan(90);
  await workspace(page, 'Evaluate').click();
  await expect(page.getByText('whole').first()).toBeVisible();

  // Where the folder lies is nobody's business: after a reload it is asked for by its name.
  await page.reload();
  await workspace(page, 'Data').click();
  await expect(page.getByRole('heading', { name: '“halves” is not open' })).toBeVisible();
  await workspace(page, 'Train').click();
  await expect(
    page.getByText('The pictures of “halves” are not at hand: open their folder in Data.'),
  ).toBeVisible();
  await workspace(page, 'Data').click();
  await give();
  await expect(page.getByRole('heading', { name: 'halves', exact: true })).toBeVisible();
});

test('reading a folder can be cancelled, and one without classes says what to do', async ({
  app: page,
  folder,
}) => {
  const set = await makeSet(folder, 200);
  await workspace(page, 'Data').click();
  const give = async (where: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a folder of pictures…' }).first().click();
    await (await chooser).setFiles(where);
  };
  await give(set);
  await page.getByRole('button', { name: 'Cancel reading halves' }).click();
  await expect(page.locator('[data-own="halves"]')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'halves' })).toHaveCount(0);

  await give(path.join(set, 'left'));
  await expect(page.locator('[data-own="left"]').getByRole('alert')).toContainText(
    'The folder left holds 201 pictures, but none lies in a folder that says its class.',
  );
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take left off the list' }).click();
  await expect(page.locator('[data-own="left"]')).toHaveCount(0);
});
