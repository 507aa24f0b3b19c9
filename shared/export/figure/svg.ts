/** A scene as an SVG file: well-formed, complete in itself, with nothing that is fetched from elsewhere. */
import { visibleText } from '../../schema/visible-text';
import type { Color, Mark, Scene } from './scene';

export interface SvgOptions {
  /** Null leaves it transparent. */
  readonly background: Color | null;
  /** Printed size in millimetres; without it, a pixel is a pixel. */
  readonly widthInMm?: number;
  /** Inter as base64 of its woff2: then the text looks the same everywhere. */
  readonly font?: string;
}

const FAMILY = "Inter, 'Inter Variable', 'Helvetica Neue', Helvetica, Arial, sans-serif";

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** XML 1.0 has no place for control characters and lone surrogates, not even as references: they are written out. */
export function escapeXml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

function markup(mark: Mark): string {
  if (mark.mark === 'text') {
    const { text, x, y, anchor, size, weight, color } = mark;
    const attributes = [
      `x="${number(x)}" y="${number(y)}"`,
      ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
      `font-size="${number(size)}"`,
      ...(weight === 400 ? [] : [`font-weight="${weight}"`]),
      `fill="${color}"`,
    ];
    return `<text ${attributes.join(' ')}>${escapeXml(text)}</text>`;
  }
  const { d, fill, stroke, width, dash } = mark;
  const attributes = [
    `d="${d}"`,
    `fill="${fill ?? 'none'}"`,
    ...(stroke === null ? [] : [`stroke="${stroke}" stroke-width="${number(width)}"`]),
    ...(dash === undefined ? [] : [`stroke-dasharray="${dash.map(number).join(' ')}"`]),
  ];
  return `<path ${attributes.join(' ')}/>`;
}

export function sceneToSvg({ title, width, height, marks }: Scene, options: SvgOptions): string {
  const { background, widthInMm, font } = options;
  const unit = (value: number): string =>
    widthInMm === undefined ? number(value) : `${number((value * widthInMm) / width)}mm`;
  const family = font === undefined ? FAMILY : `'Figure Inter', ${FAMILY}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${unit(width)}" height="${unit(height)}" viewBox="0 0 ${number(width)} ${number(height)}" font-family="${family}" stroke-linejoin="round" stroke-linecap="round">`,
    `<title>${escapeXml(title)}</title>`,
    ...(font === undefined
      ? []
      : [
          `<style>@font-face{font-family:'Figure Inter';font-weight:100 900;src:url(data:font/woff2;base64,${font}) format('woff2')}</style>`,
        ]),
    ...(background === null
      ? []
      : [`<rect width="${number(width)}" height="${number(height)}" fill="${background}"/>`]),
    ...marks.map(markup),
    '</svg>',
    '',
  ].join('\n');
}
