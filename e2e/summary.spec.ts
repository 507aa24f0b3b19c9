/** The table of layers and the sliding-window figure, as people use them. */
import { expect, openTemplate, rowButton, test } from './support/app';
import { violations } from './support/axe';

test('the summary is sorted, filtered, grouped, copied, and leads to a layer', async ({ app }) => {
  await openTemplate(app, 'resnet18');
  await app.getByRole('button', { name: 'Summary' }).click();
  const drawer = app.getByRole('region', { name: 'Summary' });
  const names = drawer.locator('tbody th');
  await expect(names.first()).toHaveText('input');

  const macs = drawer.getByRole('columnheader', { name: 'MACs' });
  await macs.getByRole('button').press('Enter');
  await expect(macs).toHaveAttribute('aria-sort', 'descending');
  await expect(names.first()).toHaveText('conv1');
  await macs.getByRole('button').press('Enter');
  await expect(macs).toHaveAttribute('aria-sort', 'ascending');
  await macs.getByRole('button').press('Enter');
  await expect(macs).toHaveAttribute('aria-sort', 'none');

  const filter = drawer.getByRole('searchbox');
  await filter.fill('maxpooling');
  await expect(names.filter({ hasText: /./ })).toHaveText(['pool1']);
  await filter.press('Escape');
  await expect(filter).toHaveValue('');
  await drawer.getByRole('radio', { name: 'By block' }).click();
  await expect(drawer.locator('tfoot')).toContainText('11.69 M');

  expect(await violations(app, 'all', '#strip-drawer')).toEqual([]);

  await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawer.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect.poll(() => app.evaluate(() => navigator.clipboard.readText())).toContain('Total,,,11689512,');

  await names.first().getByRole('button').focus();
  await app.keyboard.press('ArrowDown');
  await expect(names.nth(1).getByRole('button')).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(app.getByTestId('inspector').getByLabel('Name of the layer')).toHaveValue('conv1');
});

test('the window of a layer slides at its reader’s pace', async ({ app }) => {
  await rowButton(app, 'C1').click();
  const figure = app.getByRole('figure');
  const slider = figure.getByRole('slider');
  await expect(slider).toHaveValue('0');
  await figure.getByRole('button', { name: 'Step forward' }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', 'Output: row 1, column 2');
  await slider.press('ArrowRight');
  await expect(slider).toHaveValue('2');
  await slider.press(' ');
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(3);
  await figure.getByRole('button', { name: 'Pause' }).click();
  await slider.press('End');
  await expect(figure.getByRole('button', { name: /Step forward/ })).toHaveAttribute('aria-disabled', 'true');
  expect(await violations(app, 'all', 'figure')).toEqual([]);
});
