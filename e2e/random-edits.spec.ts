/**
 * What people do, at random, in the real window: afterwards undo leads back to the very file that was there at first, and
 * redo to the last one. The seed is printed; `RANDOM_EDITS_SEED` repeats a run.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { atDepth } from '../build/lib/depth';
import { createChance, type Chance } from '../shared/engine/testing/chance';
import { parseDocument } from '../shared/format/document-format';
import { expect, test } from './support/app';
import { savedBy } from './support/files';

const ACTIONS = atDepth(28, 60);
const seed = Number(process.env['RANDOM_EDITS_SEED'] ?? Date.now() % 1_000_000);

interface Action {
  readonly name: string;
  /** How often it is drawn, against the others. */
  readonly weight: number;
  run(page: Page, chance: Chance): Promise<void>;
}

/** By the command palette, as the keyboard has it. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await palette.getByRole('combobox').fill(title);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

const rows = (page: Page) => page.locator('[data-testid="row"]');

/** A row that is there may lie under another card or outside of the view: then it is chosen by the keyboard. */
async function selectOne(page: Page, chance: Chance): Promise<boolean> {
  const count = await rows(page).count();
  if (count === 0) return false;
  const button = rows(page).nth(chance.below(count)).getByRole('button').first();
  await button.focus();
  await page.keyboard.press('Enter');
  return true;
}

const onOne =
  (act: (page: Page, chance: Chance) => Promise<void>) =>
  async (page: Page, chance: Chance): Promise<void> => {
    if (await selectOne(page, chance)) await act(page, chance);
  };

const key = (keys: string) => (page: Page) => page.keyboard.press(keys);
const layers = [
  'Conv2D',
  'BatchNormalization',
  'Dropout',
  'MaxPooling2D',
  'Dense',
  'Add',
  'Flatten',
] as const;

const actions: readonly Action[] = [
  {
    name: 'add',
    weight: 3,
    run: (page, chance) => command(page, `Add ${chance.pick(layers) ?? 'Dense'}`),
  },
  {
    name: 'add behind the selection',
    weight: 3,
    run: onOne((page, chance) => command(page, `Add ${chance.pick(layers) ?? 'Dense'}`)),
  },
  { name: 'delete', weight: 2, run: onOne(key('Delete')) },
  { name: 'duplicate', weight: 2, run: onOne(key('Control+d')) },
  {
    name: 'copy and paste',
    weight: 2,
    run: onOne(async (page) => {
      await command(page, 'Copy');
      await command(page, 'Paste');
    }),
  },
  { name: 'cut', weight: 1, run: onOne((page) => command(page, 'Cut')) },
  {
    name: 'rename',
    weight: 2,
    run: onOne(async (page, chance) => {
      await page.keyboard.press('F2');
      await page.keyboard.press('Control+a');
      await page.keyboard.type(`named ${chance.below(1000)}`);
      await page.keyboard.press('Enter');
    }),
  },
  {
    name: 'change a number',
    weight: 3,
    run: onOne(async (page, chance) => {
      const fields = page.getByTestId('inspector').locator('input[inputmode="numeric"]');
      const count = await fields.count();
      if (count === 0) return;
      const field = fields.nth(chance.below(count));
      await field.focus();
      await field.press(chance.happens(0.5) ? 'ArrowUp' : 'Shift+ArrowUp');
      await field.press('Enter');
    }),
  },
  {
    name: 'change a choice',
    weight: 2,
    run: onOne(async (page, chance) => {
      const fields = page.getByTestId('inspector').locator('select');
      const count = await fields.count();
      if (count === 0) return;
      const field = fields.nth(chance.below(count));
      const options = await field.locator('option').count();
      await field.selectOption({ index: chance.below(options) });
    }),
  },
  { name: 'tidy', weight: 1, run: (page) => command(page, 'Tidy up the layout') },
  {
    name: 'rename the network',
    weight: 1,
    run: async (page, chance) => {
      await command(page, 'Select nothing');
      const field = page.getByRole('banner').getByRole('textbox');
      await field.fill(`Network ${chance.below(1000)}`);
      await field.press('Enter');
    },
  },
  {
    name: 'move',
    weight: 2,
    run: async (page, chance) => {
      const card = rows(page).nth(chance.below(Math.max(1, await rows(page).count())));
      const box = await card.boundingBox({ timeout: 1_000 }).catch(() => null);
      if (box === null || box.x < 300 || box.x > 1_000 || box.y < 80 || box.y > 760) return;
      await page.mouse.move(box.x + box.width - 6, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + chance.between(-80, 80), box.y + chance.between(-60, 60), { steps: 4 });
      await page.mouse.up();
    },
  },
  {
    name: 'mend',
    weight: 1,
    run: async (page) => {
      await command(page, 'Show problems');
      const fix = page.getByTestId('problems').locator('button:not(:has(b))').first();
      if (await fix.isVisible().catch(() => false)) await fix.click();
      await command(page, 'Close problems');
    },
  },
  { name: 'undo', weight: 2, run: key('Control+z') },
  { name: 'redo', weight: 2, run: key('Control+Shift+Z') },
];

/** Where keys mean the document again. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

/** The document as Export writes it. */
async function fileOf(page: Page): Promise<string> {
  const saved = await savedBy(page, () => command(page, 'Export as document'));
  return readFile(saved.path, 'utf8');
}

async function pressAll(page: Page, keys: string, button: RegExp): Promise<number> {
  for (let presses = 0; ; presses += 1) {
    const possible = await page.getByRole('button', { name: button }).first().getAttribute('aria-disabled');
    if (possible === 'true') return presses;
    await page.keyboard.press(keys);
  }
}

test(`${ACTIONS} random actions undo to the first file and redo to the last`, async ({ app: page }) => {
  test.setTimeout(300_000);
  console.log(`random edits: seed ${seed}`);
  const chance = createChance(seed);
  const first = await fileOf(page);
  const done = new Map<string, number>();
  for (let index = 0; index < ACTIONS; index += 1) {
    const action = chance.pick(actions, ({ weight }) => weight);
    if (action === undefined) continue;
    await test.step(`${index}: ${action.name}`, () => action.run(page, chance));
    await settle(page);
    done.set(action.name, (done.get(action.name) ?? 0) + 1);
  }
  const last = await fileOf(page);
  expect(() => parseDocument(last)).not.toThrow();
  const past = await page.getByRole('button', { name: /^Undo/ }).first().getAttribute('aria-disabled');
  expect(past).toBe('false');

  await settle(page);
  await pressAll(page, 'Control+Shift+Z', /^Redo/);
  const newest = await fileOf(page);
  await settle(page);
  const undone = await pressAll(page, 'Control+z', /^Undo/);
  expect(undone).toBeGreaterThan(ACTIONS / 4);
  expect(await fileOf(page)).toBe(first);
  await settle(page);
  expect(await pressAll(page, 'Control+Shift+Z', /^Redo/)).toBe(undone);
  expect(await fileOf(page)).toBe(newest);
  console.log(`${undone} steps from`, Object.fromEntries(done));
});
