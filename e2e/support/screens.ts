/** Every screen and dialog there is to look at. A new one is added here, and is tested in all themes from then on. */
import type { Page } from '@playwright/test';
import { expect, rowButton, workspace } from './app';

interface Screen {
  readonly name: string;
  /** From the window as `home` leaves it. */
  readonly open: (page: Page) => Promise<void>;
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const menu = async (page: Page, button: string | RegExp): Promise<void> => {
  await page.getByRole('banner').getByRole('button', { name: button }).click();
  await expect(page.getByRole('menu')).toBeVisible();
};
const emptySheet = async (page: Page): Promise<void> => {
  await menu(page, 'File');
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await expect(page.getByRole('heading', { name: 'Draw a network' })).toBeVisible();
};
const visit = async (page: Page, name: string): Promise<void> => {
  await workspace(page, name).click();
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('Loading…')).toHaveCount(0);
};

/** With nothing open over the canvas or below it, and no layer selected. */
export async function home(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  await workspace(page, 'Design').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const drawer = page.getByRole('button', { name: /^Close (Problems|Summary|Code)$/ });
  if (await drawer.isVisible()) await drawer.click();
}

export const screens: readonly Screen[] = [
  { name: 'the canvas, a layer selected', open: (page) => rowButton(page, 'C3').click() },
  {
    name: 'the context menu of a layer',
    open: async (page) => {
      await rowButton(page, 'C3').click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'several layers selected, by heat',
    open: async (page) => {
      await rowButton(page, 'C1').click();
      await rowButton(page, 'C3').click({ modifiers: ['Shift'] });
      await page.keyboard.press('h');
      await expect(page.getByRole('group', { name: 'Heat' })).toBeVisible();
    },
  },
  {
    name: 'finding layers',
    open: async (page) => {
      await page.getByRole('button', { name: 'Hide the heat' }).click();
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox', { name: 'Find' }).fill('conv');
      await expect(page.getByRole('search').getByRole('status')).toHaveText('3 found');
    },
  },
  {
    name: 'going to a layer',
    open: async (page) => {
      await page.keyboard.press('g');
      await expect(dialog(page, 'Go to a layer')).toBeVisible();
    },
  },
  {
    name: 'the networks',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Networks' }).click();
      await page.getByLabel('Search networks').fill('capsule');
    },
  },
  { name: 'the outline', open: (page) => page.getByRole('tab', { name: 'Outline' }).click() },
  {
    name: 'the layers, searched for in vain',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Layers' }).click();
      await page.getByLabel('Search layers').fill('capsule');
    },
  },
  { name: 'the problems', open: (page) => page.getByRole('button', { name: /^Problems/ }).click() },
  { name: 'the summary', open: (page) => page.getByRole('button', { name: /^Summary/ }).click() },
  {
    name: 'the code',
    open: async (page) => {
      await rowButton(page, 'C3').click();
      await page.getByRole('button', { name: /^Code/ }).click();
      await expect(page.getByRole('region', { name: 'Code' })).toContainText('layers.Conv2D');
    },
  },
  { name: 'Data', open: (page) => visit(page, 'Data') },
  { name: 'Train', open: (page) => visit(page, 'Train') },
  { name: 'Evaluate', open: (page) => visit(page, 'Evaluate') },
  { name: 'the file menu', open: (page) => menu(page, 'File') },
  { name: 'the theme menu', open: (page) => menu(page, /^Theme/) },
  { name: 'the help menu', open: (page) => menu(page, 'Help') },
  { name: 'the export menu', open: (page) => menu(page, 'Export') },
  {
    name: 'the command palette',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(dialog(page, 'Find a command')).toBeVisible();
    },
  },
  {
    name: 'the search on the canvas, with a row of layers',
    open: async (page) => {
      await rowButton(page, 'C3').click();
      await page.keyboard.press('/');
      await page.keyboard.type('c3-16 bn relu x2 pool');
      await expect(page.getByTestId('placing')).toContainText('7 layers');
    },
  },
  {
    name: 'the search on the canvas, for another type',
    open: async (page) => {
      await rowButton(page, 'C3').click();
      // By the menu: in a small window the inspector lies away.
      await rowButton(page, 'C3').click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Replace with another type/ }).click();
      await expect(page.getByTestId('placing')).toContainText('Fits with a change');
    },
  },
  {
    name: 'the shortcuts',
    open: async (page) => {
      await page.keyboard.press('?');
      await expect(dialog(page, 'Shortcuts and gestures')).toBeVisible();
    },
  },
  {
    name: 'about the app, a licence read',
    open: async (page) => {
      await menu(page, 'Help');
      await page.getByRole('menuitem', { name: 'About ConvCanvas' }).click();
      await dialog(page, 'About ConvCanvas').getByLabel('Search libraries').fill('tfjs-core');
      await dialog(page, 'About ConvCanvas').getByText('Apache-2.0').click();
      await expect(dialog(page, 'About ConvCanvas')).toContainText('Grant of Patent License');
    },
  },
  {
    name: 'the gallery',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+O');
      await expect(dialog(page, 'Networks')).toContainText('61,706');
    },
  },
  {
    name: 'the gallery, searched in vain',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+O');
      await dialog(page, 'Networks').getByLabel('Search all networks').fill('capsule');
      await expect(dialog(page, 'Networks')).toContainText('capsule');
    },
  },
  {
    name: 'the volumes',
    open: async (page) => {
      await page.keyboard.press('v');
      await page.getByRole('option', { name: /^S2, / }).click();
    },
  },
  {
    name: 'how volumes are drawn',
    open: async (page) => {
      await page.getByRole('button', { name: 'How volumes are drawn' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'the export of a figure',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+E');
      await expect(dialog(page, 'Export figure').getByRole('status')).toBeVisible();
    },
  },
  {
    name: 'the export of the canvas as pixels',
    open: async (page) => {
      await page.keyboard.press('v');
      await page.keyboard.press('Control+Shift+E');
      const figure = dialog(page, 'Export figure');
      await figure.getByText('Canvas', { exact: true }).click();
      await figure.getByText('PNG', { exact: true }).click();
      await figure.getByRole('switch', { name: 'Transparent' }).click();
    },
  },
  {
    name: 'the tour',
    open: async (page) => {
      await menu(page, 'Help');
      await page.getByRole('menuitem', { name: /tour/ }).click();
      await expect(dialog(page, 'Layers to draw with')).toBeFocused();
    },
  },
  {
    name: 'the presentation',
    open: async (page) => {
      await page.keyboard.press('Shift+P');
      const caption = page.getByRole('region', { name: 'Presentation' });
      await expect(caption).toBeFocused();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect(caption).toContainText('28×28×6');
    },
  },
  {
    name: 'the start screen',
    open: async (page) => {
      await page.getByRole('button', { name: /start screen/ }).click();
      await expect(page.getByTestId('start')).toContainText('61,706 parameters');
    },
  },
  {
    name: 'a group and a note',
    open: async (page) => {
      await rowButton(page, 'C3').click();
      await page.keyboard.press('Shift+G');
      await page.getByLabel('Title of the group').fill('Second stage');
      await page.keyboard.press('Enter');
      await page.keyboard.press('n');
      await page.getByLabel('Text of the note').fill('# Why\n\nOne **filter** in `C3` sees *all* maps.');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByTestId('note')).toContainText('sees all maps');
    },
  },
  {
    name: 'the menu of a group',
    open: async (page) => {
      await page.getByTestId('frame').getByRole('button').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Colour' }).click();
      await expect(page.getByRole('menuitem', { name: /violet/ })).toBeVisible();
    },
  },
  {
    name: 'the history',
    open: async (page) => {
      await page.getByRole('button', { name: 'History…' }).click();
      await expect(page.getByRole('listbox', { name: /^Steps/ })).toBeVisible();
    },
  },
  {
    name: 'the comparison',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+D');
      const compare = dialog(page, 'Compare');
      await compare.getByLabel('Left side').selectOption({ label: 'AlexNet' });
      await expect(compare.getByRole('rowgroup').getByRole('row').first()).toBeVisible();
    },
  },
  // From here on the sheet is ResNet-50.
  {
    name: 'a block selected',
    open: async (page) => {
      await page.keyboard.press('Control+Shift+O');
      await dialog(page, 'Networks').getByLabel('Search all networks').fill('resnet50');
      await page.keyboard.press('Enter');
      await rowButton(page, 'stage2').click();
    },
  },
  {
    name: 'a block open, a layer selected',
    open: async (page) => {
      await rowButton(page, 'stage2').click();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('navigation', { name: 'Where you are' })).toBeVisible();
      await rowButton(page, 'conv2').click();
    },
  },
  {
    name: 'the layers, as blocks',
    open: (page) => page.getByRole('radio', { name: 'Blocks' }).click(),
  },
  // From here on the sheet is empty.
  {
    name: 'an empty sheet with its summary',
    open: async (page) => {
      await emptySheet(page);
      await page.getByRole('button', { name: /^Summary/ }).click();
      await page.getByRole('tab', { name: 'Outline' }).click();
    },
  },
  { name: 'Data without pictures', open: (page) => visit(page, 'Data') },
  { name: 'Train without a network', open: (page) => visit(page, 'Train') },
];
