/** A trained network is given pictures in the window, and answers what the command line answers. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { builtCommandLine } from '../cli/testing/built';
import { expect, openTemplate, test, workspace } from './support/app';
import { violations } from './support/axe';
import { savedBy } from './support/files';
import { choosePictures, runs, setNumber } from './support/training';

const picture = (name: string): string =>
  fileURLToPath(new URL(`reference/pictures/${name}`, import.meta.url));

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Try it' });
const bars = (page: Page): Locator =>
  panel(page).getByRole('list', { name: 'Likeliest classes' }).getByRole('listitem');

/** Of the likeliest class, as it is shown. */
async function first(page: Page): Promise<{ readonly name: string; readonly percent: number }> {
  const text = await bars(page).first().innerText();
  const [, name = '', percent = ''] = /^(.*?)\s*(\d+\.\d)\s*%$/s.exec(text) ?? [];
  return { name, percent: Number(percent) };
}

async function trainDigits(page: Page): Promise<void> {
  // Playwright begins to catch dialogs for files when someone first listens: too late for a key that is pressed at once.
  page.on('filechooser', () => undefined);
  await openTemplate(page, 'lenet5_modern');
  await choosePictures(page, /^Digits/);
  await setNumber(page, 'Epochs', 2);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(runs(page)).toContainText('finished', { timeout: 60_000 });
  await workspace(page, 'Evaluate').click();
  await expect(panel(page)).toContainText('Give Run 1 a picture');
}

/** By the command line, of the model as it is saved. */
async function predicted(model: string, file: string): Promise<{ name: string; percent: number }> {
  const program = await builtCommandLine();
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'predict', model, file, '--json']);
  // Our own program wrote it.
  const [answer] = JSON.parse(stdout) as { probabilities: { name: string; probability: number }[] }[];
  const [best] = answer?.probabilities ?? [];
  return { name: best?.name ?? '', percent: 100 * (best?.probability ?? NaN) };
}

async function expectAnswer(page: Page, { name, percent }: { name: string; percent: number }): Promise<void> {
  await expect.poll(async () => (await first(page)).name).toBe(name);
  expect(Math.abs((await first(page)).percent - percent)).toBeLessThanOrEqual(0.1);
}

async function chooseFile(page: Page, file: string, act: () => Promise<void>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await act();
  await (await chooser).setFiles(file);
}

/** As the system does it. */
async function dropOn(page: Page, on: Locator, file: string): Promise<void> {
  const box = await on.boundingBox();
  if (box === null) throw new Error('There is nothing to drop it on.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  await devtools.detach();
}

/** As one that was copied in another program. The browser writes it anew, so it has to be an opaque one to stay the same. */
async function copyAndPaste(page: Page, name: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const bytes = readFileSync(picture(name)).toString('base64');
  await page.evaluate(async (encoded) => {
    const content = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const blob = new Blob([content], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes);
  await page.keyboard.press('Control+v');
}

async function drawOne(page: Page): Promise<void> {
  const pad = panel(page).getByRole('img', { name: /^Drawing pad/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('There is no pad.');
  const middle = box.x + box.width / 2;
  await page.mouse.move(middle, box.y + 0.15 * box.height);
  await page.mouse.down();
  await page.mouse.move(middle, box.y + 0.85 * box.height, { steps: 12 });
  await page.mouse.up();
}

test('what is chosen, dropped, pasted and drawn is answered as by the command line', async ({
  app: page,
}) => {
  await trainDigits(page);
  const model = await savedBy(page, () => page.keyboard.press('Control+s'));
  const [chosen, dropped, pasted] = await Promise.all(
    ['alpha.png', '420.jpg', 'colour.png'].map((name) => predicted(model.path, picture(name))),
  );

  // By the keyboard alone.
  const button = panel(page).getByRole('button', { name: 'Choose a picture…' });
  for (let i = 0; i < 60 && !(await button.evaluate((each) => each === document.activeElement)); i += 1)
    await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await chooseFile(page, picture('alpha.png'), () => page.keyboard.press('Enter'));
  await expectAnswer(page, chosen!);
  await expect(bars(page)).toHaveCount(5);
  await expect(panel(page).getByRole('img', { name: /^The picture as it is fed, \d+×\d+$/ })).toBeVisible();
  await expect(panel(page).getByRole('status')).toHaveText(
    new RegExp(`^Most likely ${chosen?.name}, [0-9.]+\\s%\\.$`),
  );

  await dropOn(page, panel(page).getByText('Drop a picture here'), picture('420.jpg'));
  await expect(panel(page)).toContainText('420.jpg');
  await expectAnswer(page, dropped!);
  // The window has not taken it for a set of pictures, nor for a document.
  await expect(workspace(page, 'Evaluate')).toHaveAttribute('aria-selected', 'true');
  await expect(runs(page)).toHaveCount(1);

  await copyAndPaste(page, 'colour.png');
  await expect(panel(page)).toContainText('image.png');
  await expectAnswer(page, pasted!);

  const height = (await panel(page).boundingBox())?.height;
  await drawOne(page);
  await expect(panel(page)).toContainText('Your drawing');
  await expect(bars(page)).toHaveCount(5);
  await expect(panel(page).getByRole('img', { name: 'The picture as it is, 8×8' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await panel(page).getByRole('button', { name: 'Clear' }).click();
  await expect(bars(page)).toHaveCount(0);
  expect((await panel(page).boundingBox())?.height).toBe(height);
});

test('a file that is no picture is refused in a sentence, and nothing is tried while a run trains', async ({
  app: page,
}) => {
  await trainDigits(page);
  const button = panel(page).getByRole('button', { name: 'Choose a picture…' });
  await chooseFile(page, fileURLToPath(import.meta.url), () => button.click());
  await expect(panel(page).getByRole('alert')).toHaveText(
    "The picture try-it.spec.ts can't be read: it is not a JPEG, PNG, WebP, GIF or BMP file. Save it as PNG or JPEG, or leave it out.",
  );
  await workspace(page, 'Train').click();
  await setNumber(page, 'Epochs', 500);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(runs(page)).toHaveCount(2);
  await workspace(page, 'Evaluate').click();
  await expect(page.getByRole('main')).toContainText('it can also be tried on pictures of your own');
  await page.getByRole('complementary', { name: 'Runs' }).getByText('Run 1').click();
  await chooseFile(page, picture('alpha.png'), () => button.click());
  await expect(panel(page)).toContainText('Run 2 is still training. Stop it, or wait until it is done.');
  await expect(panel(page).getByRole('img', { name: /^The picture as it is,/ })).toBeVisible();
  await workspace(page, 'Train').click();
  await page.getByRole('button', { name: /^Stop/ }).click();
  await workspace(page, 'Evaluate').click();
  await page.getByRole('complementary', { name: 'Runs' }).getByText('Run 1').click();
  await chooseFile(page, picture('alpha.png'), () => button.click());
  await expect(bars(page)).toHaveCount(5);
});
