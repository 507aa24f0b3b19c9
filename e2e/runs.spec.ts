/** Runs outlive the page, the file and the browser: what was trained is there again, and what was cut off goes on. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { atDepth } from '../build/lib/depth';
import { expect, openTemplate, row, test, workspace } from './support/app';
import { onDesktop } from './support/desktop';
import { giveFile, savedBy } from './support/files';
import { startBrowser } from './support/own-browser';

const runs = (page: Page) => page.getByRole('complementary', { name: 'Runs' }).getByRole('listitem');
const chooseRun = (page: Page, name: string) =>
  runs(page).filter({ hasText: name }).getByRole('button').first().click();
const figure = (page: Page, label: string) =>
  page
    .getByRole('region', { name: 'Progress' })
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd')
    .first();
const epochRows = (page: Page) => page.getByRole('table', { name: 'Epochs' }).locator('tbody tr');

async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}

async function startTraining(page: Page, epochs: number): Promise<void> {
  await workspace(page, 'Train').click();
  await setNumber(page, 'Epochs', epochs);
  await page.getByRole('button', { name: 'Start training' }).click();
}

/** The test pictures are gone through once, when a run has ended. */
const ended = (page: Page) => expect(figure(page, 'Test')).toContainText('%', { timeout: 120_000 });

/** Scores and epochs, and where the curves end: those are points, of which an epoch has many. */
async function shown(page: Page) {
  const cells = await epochRows(page).evaluateAll((rows) =>
    rows.map((each) => [...each.querySelectorAll('th, td')].map(({ textContent }) => textContent)),
  );
  return {
    scores: await Promise.all(
      ['Training', 'Validation', 'Test'].map((label) => figure(page, label).innerText()),
    ),
    // The last column is the time that it took.
    epochs: cells.map((each) => each.slice(0, -1)),
    curves: await page.locator('figcaption').allInnerTexts(),
  };
}

/** A network for the small digits, which train in seconds. */
async function takeDigits(page: Page): Promise<void> {
  await openTemplate(page, 'lenet5_modern');
  await expect(row(page, 'conv1')).toBeVisible();
  await workspace(page, 'Data').click();
  await page.getByRole('radio', { name: /^Digits/ }).check({ force: true });
}

test('two runs are saved, and are there with curves and scores after a reload and from the file', async ({
  app: page,
}, info) => {
  await takeDigits(page);
  await startTraining(page, 3);
  await ended(page);
  const first = await shown(page);
  expect(first.epochs).toHaveLength(3);
  await setNumber(page, 'Seed', 2);
  await startTraining(page, 4);
  await expect(page.getByRole('heading', { name: 'Run 2' })).toBeVisible();
  await ended(page);
  const second = await shown(page);
  expect(second.epochs).toHaveLength(4);
  expect(second.curves).not.toEqual(first.curves);
  // The better of the two by validation says so, and no other.
  await expect(runs(page).getByText('best', { exact: true })).toHaveCount(1);
  await runs(page).filter({ hasText: 'Run 2' }).hover();
  await page.getByRole('button', { name: 'Rename Run 2' }).click();
  await page.getByLabel('New name of Run 2').fill('Other seed');
  await page.keyboard.press('Enter');

  const model = info.outputPath('two-runs.cnn');
  const saved = await savedBy(page, () => page.keyboard.press('Control+s'));
  expect(saved.name).toMatch(/\.cnn$/);
  await expect(page.getByText(/^Saved as .*\.cnn, with its 2 runs\.$/)).toBeVisible();
  await copyFile(saved.path, model);

  const bothAreThere = async (): Promise<void> => {
    await workspace(page, 'Train').click();
    await expect(runs(page)).toHaveCount(2);
    await chooseRun(page, 'Run 1');
    await expect.poll(() => shown(page)).toEqual(first);
    await chooseRun(page, 'Other seed');
    await expect.poll(() => shown(page)).toEqual(second);
  };
  await page.reload();
  await expect(row(page, 'conv1')).toBeVisible();
  await bothAreThere();

  // Another network takes their place, so that they can only come from the file.
  await workspace(page, 'Design').click();
  await openTemplate(page, 'lenet5');
  await expect(row(page, 'C1')).toBeVisible();
  await workspace(page, 'Train').click();
  await expect(runs(page)).toHaveCount(0);
  await giveFile(page, model, async () => {
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Open/ }).click();
  });
  await bothAreThere();
  // Another seed and more epochs are no edit of the network.
  await expect(runs(page).filter({ hasText: 'Run 1' })).toContainText('the network as it is now');
});

async function openApp(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => {
    if (location.protocol !== 'about:') localStorage.setItem('convcanvas.start-screen', 'no');
  });
  await page.goto(address);
  await expect(row(page, 'C1')).toBeVisible();
}

test('a run whose browser was killed is offered, goes on, and ends as if it had never been cut off', async ({
  served,
  folder,
}) => {
  test.skip(onDesktop, 'It kills the browser.');
  const EPOCHS = atDepth(12, 40);
  const profile = path.join(folder, 'profile');
  const killed = await startBrowser(profile);
  try {
    await openApp(killed.page, served.url);
    await takeDigits(killed.page);
    await startTraining(killed.page, EPOCHS);
    await expect.poll(() => epochRows(killed.page).count(), { intervals: [20] }).toBeGreaterThan(3);
  } finally {
    await killed.kill();
  }

  const next = await startBrowser(profile);
  try {
    const { page } = next;
    await openApp(page, served.url);
    const dialog = page.getByRole('dialog', { name: 'Unsaved work was found' });
    await dialog.getByRole('button', { name: /^Recover/ }).click();
    const offer = page.getByText(
      new RegExp(`^Run 1 was cut off in epoch \\d+ of ${EPOCHS}\\. It can go on from there\\.$`),
    );
    const kept = Number(/epoch (\d+)/.exec(await offer.innerText())?.[1]) - 1;
    expect(kept).toBeGreaterThan(0);
    await workspace(page, 'Train').click();
    await expect(epochRows(page)).toHaveCount(kept);
    const before = await shown(page);
    expect(kept).toBeLessThan(EPOCHS);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await ended(page);
    const resumed = await shown(page);
    expect(resumed.epochs.slice(0, kept)).toEqual(before.epochs);

    await page.getByRole('button', { name: 'Start training' }).click();
    await expect(page.getByRole('heading', { name: 'Run 2' })).toBeVisible();
    await ended(page);
    const { scores, epochs } = await shown(page);
    expect(epochs).toHaveLength(EPOCHS);
    expect({ scores: resumed.scores, epochs: resumed.epochs }).toEqual({ scores, epochs });
  } finally {
    await next.kill();
  }
});
