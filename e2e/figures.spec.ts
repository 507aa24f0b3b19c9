import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { PDFDocument, PDFRawStream } from 'pdf-lib';
import { expect, openTemplate, row, rowButton, test } from './support/app';
import { savedBy } from './support/files';
import { readSvg } from './support/svg';

const volumes = (page: Page) => page.getByRole('listbox', { name: 'Volumes of the network' });
const volume = (page: Page, name: string) =>
  volumes(page).getByRole('option', { name: new RegExp(`^${name}, `) });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export figure' });
const choose = (page: Page, group: string, option: string) =>
  dialog(page)
    .getByRole('radiogroup', { name: group })
    .or(dialog(page).getByRole('group', { name: group, exact: true }))
    .getByText(option, { exact: true })
    .click();

async function saved(page: Page): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const { name, path } = await savedBy(page, () =>
    dialog(page).getByRole('button', { name: 'Save…' }).click(),
  );
  await expect(dialog(page)).toHaveCount(0);
  return { name, bytes: readFileSync(path) };
}

async function openDialog(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+E');
  await expect(dialog(page)).toBeVisible();
}

test('the volumes by keyboard: they are walked along, and the inspector follows and changes them', async ({
  app: page,
}) => {
  await rowButton(page, 'C3').click();
  await page.keyboard.press('v');
  await expect(volumes(page)).toBeVisible();
  await expect(volume(page, 'C3')).toHaveAttribute('aria-selected', 'true');

  await volumes(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(volume(page, 'S4')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('inspector')).toContainText('AveragePooling2D');
  await page.keyboard.press('Home');
  await expect(volume(page, 'input')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(volume(page, 'output')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(volume(page, 'C5')).toHaveAccessibleName(/shape 1×1×120.*parameters 48,120/);

  await test.step('what is edited is drawn anew at once', async () => {
    await volume(page, 'C3').click();
    await page.getByLabel('Filters', { exact: true }).fill('24');
    await page.keyboard.press('Enter');
    await expect(volume(page, 'C3')).toHaveAccessibleName(/shape 10×10×24/);
    await expect(page.getByTestId('volumes')).toContainText('10×10×24');
    await page.keyboard.press('Control+z');
    await volumes(page).focus();
    await page.keyboard.press('Control+z');
    await expect(volume(page, 'C3')).toHaveAccessibleName(/shape 10×10×16/);
  });

  await volumes(page).focus();
  await page.keyboard.press('v');
  await expect(volumes(page)).toHaveCount(0);
  await expect(row(page, 'C3')).toBeVisible();
});

test('the volumes by mouse: exact numbers, selection, pan, zoom and fit', async ({ app: page }) => {
  await openTemplate(page, 'vgg16');
  await page.getByRole('radio', { name: 'Volumes' }).click();
  const view = page.getByTestId('volumes');
  await volume(page, 'conv1').nth(2).hover();
  await expect(view).toContainText('3×3 conv × 3');
  await expect(view).toContainText('1,475,328');

  await volume(page, 'dense1').click();
  await expect(page.getByTestId('inspector')).toContainText('102,764,544');
  await expect(volume(page, 'dense1')).toHaveAttribute('aria-selected', 'true');

  const place = async () => (await volume(page, 'pool3').boundingBox())!;
  const before = await place();
  const frame = (await view.boundingBox())!;
  await page.mouse.move(frame.x + 300, frame.y + 60);
  await page.mouse.down();
  await page.mouse.move(frame.x + 360, frame.y + 100, { steps: 4 });
  await page.mouse.up();
  const moved = await place();
  expect(moved.x - before.x).toBeCloseTo(60, 0);
  expect(moved.y - before.y).toBeCloseTo(40, 0);
  // A drag is no click: the selection stays.
  await expect(volume(page, 'dense1')).toHaveAttribute('aria-selected', 'true');

  await page.mouse.move(moved.x + moved.width / 2, moved.y + moved.height / 2);
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => (await place()).width).toBeGreaterThan(moved.width * 1.8);
  await page.getByRole('button', { name: 'Zoom to fit' }).click();
  await expect.poll(async () => Math.abs((await place()).x - before.x)).toBeLessThan(1);

  await page.mouse.click(frame.x + 300, frame.y + 60);
  await expect(volume(page, 'dense1')).toHaveAttribute('aria-selected', 'false');

  await page.getByRole('button', { name: 'How volumes are drawn' }).click();
  await page.getByText('H/4×W/4', { exact: true }).click();
  await page.getByRole('switch', { name: 'Names of layers' }).click();
  await expect(view).toContainText('H/32×W/32×512');
  await expect(view).toContainText('pool5');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Canvas' }).click();
  await expect(view).toHaveCount(0);
});

test('nothing to draw, and volumes without a size, say what to do', async ({ app: page }) => {
  await rowButton(page, 'flatten').click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('v');
  const view = page.getByTestId('volumes');
  await expect(view).toContainText(/volumes? ha(s|ve) no size/);
  await view.getByRole('button', { name: 'Show on the canvas' }).click();
  await expect(rowButton(page, 'F6')).toBeFocused();

  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await page.getByRole('radio', { name: 'Volumes' }).click();
  await expect(view).toContainText('No volumes yet');
  await view.getByRole('button', { name: 'Go to the canvas' }).click();
  await expect(page.getByText('Draw a network')).toBeVisible();
});

test('SVG: well-formed, complete in itself, and hostile names are only text', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await page.keyboard.press('F2');
  const hostile = `<script>alert(1)</script>&"']]>`;
  await page.getByTestId('inspector').getByLabel('Name').first().fill(hostile);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^Figure…/ }).click();
  await expect(dialog(page)).toBeVisible();
  const canvas = await saved(page);
  expect(canvas.name).toBe('LeNet-5-canvas.svg');
  const drawing = await readSvg(page, canvas.bytes.toString('utf8'));
  expect(drawing.broken).toBeNull();
  expect(drawing.elements).toEqual(['font-face', 'path', 'rect', 'svg', 'text', 'title']);
  expect(drawing.addresses).toEqual([]);
  expect(drawing.texts.some((text) => text.startsWith('<script>'))).toBe(true);
  expect(drawing.texts).toEqual(expect.arrayContaining(['28×28×6', '5×5 · 16 · s1 · p0', '48,120']));

  await openDialog(page);
  await choose(page, 'Show', 'Volumes');
  await dialog(page).getByRole('switch', { name: 'Names of layers' }).click();
  await dialog(page).getByRole('switch', { name: 'Font inside' }).click();
  await dialog(page).getByRole('switch', { name: 'Transparent' }).click();
  await choose(page, 'Size', 'By width');
  await dialog(page).getByLabel('Width', { exact: true }).fill('88');
  await page.keyboard.press('Enter');
  const file = await saved(page);
  expect(file.name).toBe('LeNet-5-volumes.svg');
  const figure = await readSvg(page, file.bytes.toString('utf8'));
  expect(figure).toMatchObject({ broken: null, addresses: [], width: '88mm' });
  expect(figure.elements).toEqual(['path', 'svg', 'text', 'title']);
  expect(figure.texts).toContain(hostile);
});

/** Of a PNG: its size, and its printed size in pixels per metre where it says one. */
function pngFacts(bytes: Buffer) {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  const density = bytes.indexOf('pHYs');
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    perMetre: density < 0 ? null : bytes.readUInt32BE(density + 4),
  };
}

/** The corner's and the darkest pixel. */
const pixelsOf = (page: Page, bytes: Buffer) =>
  page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let painted = 0;
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) painted += 1;
    return { corner: [...data.slice(0, 4)], painted: painted / (image.width * image.height) };
  }, bytes.toString('base64'));

test('PNG: as many pixels as asked for, with or without paper, and the size in print', async ({
  app: page,
}) => {
  await page.keyboard.press('v');
  await openDialog(page);
  await choose(page, 'Format', 'PNG');
  await expect(dialog(page).getByRole('status')).toHaveText(/^PNG, \d+ × \d+ px$/);
  const plain = pngFacts((await saved(page)).bytes);
  await openDialog(page);
  await choose(page, 'Size', 'Pixels');
  await dialog(page).getByLabel('Width', { exact: true }).fill('1234');
  await page.keyboard.press('Enter');
  const white = await saved(page);
  expect(pngFacts(white.bytes)).toEqual({
    width: 1234,
    height: Math.round((1234 * plain.height) / plain.width),
    perMetre: null,
  });
  expect(await pixelsOf(page, white.bytes)).toEqual({ corner: [255, 255, 255, 255], painted: 1 });

  await openDialog(page);
  await choose(page, 'Size', 'Print');
  await dialog(page).getByLabel('Width', { exact: true }).fill('50.8');
  await dialog(page).getByLabel('Resolution', { exact: true }).fill('600');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('switch', { name: 'Transparent' }).click();
  const print = await saved(page);
  expect(print.name).toBe('LeNet-5-volumes.png');
  expect(pngFacts(print.bytes)).toMatchObject({ width: 1200, perMetre: 23_622 });
  const clear = await pixelsOf(page, print.bytes);
  expect(clear.corner).toEqual([0, 0, 0, 0]);
  expect(clear.painted).toBeGreaterThan(0.2);
  expect(clear.painted).toBeLessThan(0.8);
});

/** The texts of a page: numbers of glyphs, of which each font in the file says which letters they are. */
async function pdfTexts(bytes: Buffer) {
  const pdf = await PDFDocument.load(bytes);
  const [page] = pdf.getPages();
  const streams = pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object.getContents()] : []));
  const content = streams.map((stream) => inflateSync(stream).toString('latin1')).join('\n');
  const alphabets = [...content.matchAll(/beginbfchar([^]*?)endbfchar/g)].map(
    ([, pairs]) =>
      new Map(
        [...(pairs ?? '').matchAll(/<([0-9A-F]{4})> <([0-9A-F]{4})>/gi)].map(([, glyph, letter]) => [
          glyph?.toUpperCase(),
          String.fromCharCode(parseInt(letter ?? '', 16)),
        ]),
      ),
  );
  const texts = [...content.matchAll(/<([0-9A-F]+)> Tj/gi)].flatMap(([, hex]) => {
    const glyphs = hex?.toUpperCase().match(/.{4}/g) ?? [];
    return alphabets.map((letters) => glyphs.map((glyph) => letters.get(glyph) ?? '?').join(''));
  });
  return { size: page?.getSize(), texts, content, title: pdf.getTitle() };
}

test('PDF: a page of the figure’s size, with vectors and text', async ({ app: page }) => {
  await openTemplate(page, 'resnet50');
  await openDialog(page);
  await choose(page, 'Show', 'Volumes');
  await choose(page, 'Format', 'PDF');
  await expect(dialog(page).getByRole('button', { name: 'Copy' })).toHaveAttribute('aria-disabled', 'true');
  await choose(page, 'Size', 'By width');
  await dialog(page).getByLabel('Width', { exact: true }).fill('160');
  await page.keyboard.press('Enter');
  const { name, bytes } = await saved(page);
  expect(name).toBe('ResNet-50-volumes.pdf');
  const { size, texts, content, title } = await pdfTexts(bytes);
  expect(size?.width).toBeCloseTo((160 / 25.4) * 72, 2);
  expect(title).toBe('ResNet-50');
  expect(texts).toEqual(expect.arrayContaining(['224×224×3', '56×56×256', '1×1, 2048', '×6', '1000']));
  // Its letters are in it.
  expect(content).toMatch(/beginbfchar/);
  // Filled and stroked paths, and no pictures.
  expect(content.match(/\bB\b/g)?.length).toBeGreaterThan(40);
  expect(content).not.toMatch(/\bDo\b/);
});

test('a figure is copied, and the choices are there the next time', async ({ app: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('v');
  await openDialog(page);
  await choose(page, 'Colours', 'Gray');
  await dialog(page).getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied as SVG.')).toBeVisible();
  const svg = await page.evaluate(() => navigator.clipboard.readText());
  expect((await readSvg(page, svg)).texts).toContain('28×28×6');
  const colors = new Set(
    [...svg.matchAll(/(?:fill|stroke)="#(..)(..)(..)"/g)].map(([, r, g, b]) => r === g && g === b),
  );
  expect([...colors]).toEqual([true]);

  await choose(page, 'Format', 'PNG');
  await dialog(page).getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied as PNG.')).toBeVisible();
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => [...types]),
  );
  expect(types).toContain('image/png');

  await page.reload();
  await expect(row(page, 'C1')).toBeVisible();
  await openDialog(page);
  await expect(dialog(page).getByRole('status')).toHaveText(/^PNG/);
  await expect(dialog(page).getByRole('radio', { name: 'Gray' })).toBeChecked();
});
