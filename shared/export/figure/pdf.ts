/** A scene as a PDF page of its own size: vectors, and text that can be selected and searched. */
import type { PDFFont, PDFName } from 'pdf-lib';
import { count } from '../../layers/support/words';
import { visibleText } from '../../schema/visible-text';
import { ExportError } from '../export-error';
import type { Color, Scene, TextMark } from './scene';
import type { FontWeight } from './text-width';

/** A pixel of the figure is 1/96 inch, a point 1/72. */
const POINTS_PER_PIXEL = 0.75;
const POINTS_PER_MM = 72 / 25.4;

/** As much as is written in some seconds. */
const MOST_MARKS = 20_000;

export interface PdfOptions {
  /** Null leaves it transparent. */
  readonly background: Color | null;
  /** Without it, as large as on screen. */
  readonly widthInMm?: number;
  /** Font files (TrueType, OpenType, WOFF): what the text needs of them goes into the file, so that it prints alike everywhere. */
  readonly fonts: Readonly<Record<FontWeight, Uint8Array>>;
}

export interface PdfFile {
  readonly bytes: Uint8Array;
  /** Characters that the fonts lack; a question mark stands for each. */
  readonly missing: readonly string[];
}

/** Letters that the fonts may lack, written as people do without them. */
const spellings: Readonly<Record<string, string>> = {
  '−': '-',
  '→': '->',
  '←': '<-',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
};

/** Throws `ExportError` where the scene is too large. */
export async function sceneToPdf(
  { title, width, height, marks }: Scene,
  options: PdfOptions,
): Promise<PdfFile> {
  if (marks.length > MOST_MARKS) {
    throw new ExportError(
      `A PDF of ${count(marks.length)} shapes and words takes too long to be written, and to be opened: ${count(MOST_MARKS)} are the most. Export an SVG, or make blocks of what belongs together.`,
    );
  }
  const [{ PDFDocument, rgb, LineCapStyle, degrees, drawText: textOperators }, { default: fontkit }] =
    await Promise.all([import('pdf-lib'), import('@pdf-lib/fontkit')]);
  const scale =
    options.widthInMm === undefined ? POINTS_PER_PIXEL : (options.widthInMm * POINTS_PER_MM) / width;
  const pdf = await PDFDocument.create();
  pdf.registerFontkit({
    create: (file, name) => {
      const font = fontkit.create(file, name);
      font.layout = rememberingLast(font.layout.bind(font));
      return font;
    },
  });
  pdf.setTitle(visibleText(title));
  pdf.setCreator('ConvCanvas');
  pdf.setProducer('ConvCanvas');
  const page = pdf.addPage([width * scale, height * scale]);
  const fonts: Readonly<Record<FontWeight, PDFFont>> = {
    400: await pdf.embedFont(options.fonts[400], { subset: true }),
    600: await pdf.embedFont(options.fonts[600], { subset: true }),
  };
  // `page.drawText` would give the font another name for each text.
  const nameOf = (font: PDFFont): PDFName => page.node.newFontDictionary(font.name, font.ref);
  const names: Readonly<Record<FontWeight, PDFName>> = { 400: nameOf(fonts[400]), 600: nameOf(fonts[600]) };
  const colorOf = (color: Color) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255);
    return rgb(r, g, b);
  };
  const missing = new Set<string>();
  const known = new Set(fonts[400].getCharacterSet());

  if (options.background !== null) {
    page.drawRectangle({
      x: 0,
      y: 0,
      width: width * scale,
      height: height * scale,
      color: colorOf(options.background),
    });
  }
  for (const mark of marks) {
    if (mark.mark === 'text') {
      drawText(mark);
      continue;
    }
    const { d, fill, stroke, width: lineWidth, dash } = mark;
    page.drawSvgPath(d, {
      x: 0,
      y: height * scale,
      scale,
      ...(fill !== null && { color: colorOf(fill) }),
      ...(stroke !== null && {
        borderColor: colorOf(stroke),
        borderWidth: lineWidth,
        borderLineCap: LineCapStyle.Round,
      }),
      ...(dash && { borderDashArray: [...dash] }),
    });
  }
  return { bytes: await pdf.save(), missing: [...missing] };

  function drawText({ text, x, y, anchor, size, color, weight }: TextMark): void {
    const words = writable(text);
    if (words === '') return;
    const font = fonts[weight];
    const long = font.widthOfTextAtSize(words, size * scale);
    page.pushOperators(
      ...textOperators(font.encodeText(words), {
        x: x * scale - (anchor === 'middle' ? long / 2 : anchor === 'end' ? long : 0),
        y: (height - y) * scale,
        size: size * scale,
        font: names[weight],
        color: colorOf(color),
        rotate: degrees(0),
        xSkew: degrees(0),
        ySkew: degrees(0),
      }),
    );
  }

  function writable(text: string): string {
    return Array.from(visibleText(text.normalize('NFC')))
      .map((character) => {
        if (known.has(character.codePointAt(0) ?? 0)) return character;
        if (/\s/.test(character)) return ' ';
        const spelled = spellings[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
        if (spelled !== '' && Array.from(spelled).every((letter) => known.has(letter.codePointAt(0) ?? 0)))
          return spelled;
        missing.add(character);
        return '?';
      })
      .join('');
  }
}

/** A text is measured, then written: its glyphs are found once. */
function rememberingLast<Rest extends readonly unknown[], Result>(
  layout: (text: string, ...rest: Rest) => Result,
): (text: string, ...rest: Rest) => Result {
  let last: { readonly text: string; readonly result: Result } | null = null;
  return (text, ...rest) => {
    if (last?.text !== text) last = { text, result: layout(text, ...rest) };
    return last.result;
  };
}
