import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { findTemplate } from '../../../templates';
import { compile } from '../../compiler/compile';
import { sceneToPdf } from './pdf';
import type { Scene } from './scene';
import { defaultVolumes, volumeFigure } from './volumes';

const scene = (text: string): Scene => ({
  title: 'Names',
  width: 200,
  height: 50,
  marks: [{ mark: 'text', text, x: 1, y: 20, anchor: 'middle', size: 10, weight: 400, color: '#102030' }],
});
const file = (weight: number): Uint8Array =>
  readFileSync(`node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff`);
const fonts = { 400: file(400), 600: file(600) };
const sizeOf = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).getPage(0).getSize();

test('the page is as large as the figure, or as wide as asked for', async () => {
  const { scene: figure } = volumeFigure(compile(findTemplate('lenet5')!.document), defaultVolumes);
  const drawn = await sceneToPdf(figure, { background: null, fonts });
  expect(await sizeOf(drawn.bytes)).toEqual({ width: figure.width * 0.75, height: figure.height * 0.75 });
  expect(drawn.missing).toEqual([]);
  const printed = await sizeOf(
    (await sceneToPdf(figure, { background: '#ffffff', widthInMm: 88, fonts })).bytes,
  );
  expect(printed.width).toBeCloseTo((88 / 25.4) * 72, 6);
  expect(printed.width / printed.height).toBeCloseTo(figure.width / figure.height, 6);
});

test('letters that the fonts lack are spelled without their marks, or reported', async () => {
  expect((await sceneToPdf(scene('Čeština, Łódź: 3×3 → é'), { background: null, fonts })).missing).toEqual(
    [],
  );
  expect((await sceneToPdf(scene('模型 \u0007'), { background: null, fonts })).missing).toEqual(['模', '型']);
});

test('the letters that it needs are in the file, and no others', async () => {
  const { bytes } = await sceneToPdf(scene('3×3 conv'), { background: null, fonts });
  expect(bytes.length).toBeLessThan(12_000);
  const pdf = await PDFDocument.load(bytes);
  const programs = pdf.context
    .enumerateIndirectObjects()
    .filter(([, object]) => object.toString().includes('/FontFile'));
  expect(programs.length).toBeGreaterThan(0);
});
