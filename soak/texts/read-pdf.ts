/** The texts of a page as a reader selects them: what is shown, through the table of the font that says what it means. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFStream,
  type PDFObject,
  type PDFPage,
} from 'pdf-lib';

export interface PdfTexts {
  readonly title: string | undefined;
  /** In the order in which they are drawn. */
  readonly texts: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<PdfTexts> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const page = pdf.getPage(0);
  const fonts = fontsOf(page);
  const texts: string[] = [];
  let letters: ReadonlyMap<string, string> = new Map();
  for (const [, font, shown] of contentOf(page).matchAll(/\/(\S+) [\d.]+ Tf|<([\dA-Fa-f]*)> Tj/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map<string, string>();
    if (shown === undefined) continue;
    const glyphs = shown.match(/.{4}/g) ?? [];
    texts.push(glyphs.map((glyph) => letters.get(glyph.toUpperCase()) ?? '\uFFFD').join(''));
  }
  return { title: pdf.getTitle(), texts };
}

const textOf = (stream: PDFObject | undefined): string =>
  stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '';

function contentOf(page: PDFPage): string {
  const content = page.node.Contents();
  if (content instanceof PDFArray)
    return content
      .asArray()
      .map((part) => textOf(page.doc.context.lookup(part)))
      .join('\n');
  return content instanceof PDFStream ? textOf(content) : '';
}

/** By the font's name on the page: letters by glyph, both in hexadecimal digits. */
function fontsOf(page: PDFPage): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict);
  return new Map(
    fonts?.entries().map(([name]) => {
      const table = textOf(fonts.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode')));
      const pairs = [...table.matchAll(/<([\dA-Fa-f]{4})> *<([\dA-Fa-f]+)>/g)];
      return [
        name.decodeText(),
        new Map(
          pairs.map(([, glyph = '', units = '']) => [
            glyph.toUpperCase(),
            (units.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join(''),
          ]),
        ),
      ];
    }),
  );
}
