/** The network's code: read, copied, saved, and followed to its layers and back. */
import { readFile } from 'node:fs/promises';
import { expect, openTemplate, rowButton, test } from './support/app';
import { savedBy } from './support/files';
import { violations } from './support/axe';

test('code follows the drawing, and a line leads to its layer', async ({ app }) => {
  await openTemplate(app, 'resnet18');
  await app.keyboard.press('Alt+c');
  const drawer = app.getByRole('region', { name: 'Code' });
  const keras = drawer.getByRole('listbox', { name: 'Keras code' });
  await expect(keras).toContainText('def basic_block(x, width=64');

  await rowButton(app, 'stage2').click();
  const lit = keras.getByRole('option', { selected: true });
  await expect(lit).toHaveCount(2);
  await expect(lit.first()).toContainText('for i in range(2):  # stage2');
  await expect(lit.first()).toBeInViewport();

  await keras.getByRole('option').filter({ hasText: 'outputs = layers.Dense(1000)' }).click();
  const name = app.getByTestId('inspector').getByLabel('Name of the layer');
  await expect(name).toHaveValue('dense1');
  await keras.focus();
  await keras.press('ArrowUp');
  await keras.press('Enter');
  await expect(name).toHaveValue('globalpool1');

  for (const theme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme: theme });
    expect(await violations(app, 'all', '#strip-drawer')).toEqual([]);
  }

  await drawer.getByRole('radio', { name: 'PyTorch' }).click();
  const pytorch = drawer.getByRole('listbox', { name: 'PyTorch code' });
  await expect(pytorch).toContainText('class ResNet18(nn.Module):');
  await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawer.getByRole('button', { name: 'Copy' }).click();
  await expect
    .poll(() => app.evaluate(() => navigator.clipboard.readText()))
    .toContain('class ResNet18(nn.Module):');
  const saved = await savedBy(app, () => drawer.getByRole('button', { name: 'Save as .py' }).click());
  expect(saved.name).toMatch(/_pytorch\.py$/);
  expect(await readFile(saved.path, 'utf8')).toContain('model = ResNet18()');

  // What is chosen is kept, and what is drawn changes the code.
  await drawer.getByRole('button', { name: 'Close Code' }).click();
  await rowButton(app, 'dense1').click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: 'Code', exact: true }).click();
  await expect(pytorch).toBeVisible();
  await expect(pytorch).not.toContainText('nn.Linear');
});
