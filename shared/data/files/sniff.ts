/** Which format a picture file has, and what its header says: nothing is decoded for it. */
import { readBmpHeader } from './bmp-header';
import { sizeProblem } from './check-size';
import { headerReader, type HeaderReader } from './header-reader';
import { sniffGif } from './sniff-gif';
import { sniffJpeg } from './sniff-jpeg';
import { sniffPng } from './sniff-png';
import { sniffWebp } from './sniff-webp';
import type { PictureFormat, SniffedPicture } from './sniffed';
import { unreadable } from './unreadable';

type Sniff = (file: string, read: HeaderReader) => SniffedPicture;

const sniffs: Readonly<Record<PictureFormat, Sniff>> = {
  jpeg: sniffJpeg,
  png: sniffPng,
  webp: sniffWebp,
  gif: sniffGif,
  bmp: (file, read) => readBmpHeader(file, read).about,
};

/** Formats of pictures that are not read, with what they are called. */
const foreign = {
  tiff: 'a TIFF file',
  heic: 'a HEIC file',
  avif: 'an AVIF file',
  svg: 'an SVG drawing',
} as const;
type ForeignFormat = keyof typeof foreign;

const HEIC_BRANDS: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
/** Before its first tag a drawing may have a declaration and comments. */
const SVG_HEAD = 1_000;

/** By the first bytes, whatever the file is called; null where it is none of these. */
export function formatOf(bytes: Uint8Array): PictureFormat | ForeignFormat | null {
  const latin1 = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  const head = latin1(0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('BM')) return 'bmp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(head.slice(0, 4))) return 'tiff';
  if (head.slice(4, 8) === 'ftyp') {
    const brands = latin1(8, 64);
    if (brands.includes('avif') || brands.includes('avis')) return 'avif';
    if (HEIC_BRANDS.includes(brands.slice(0, 4))) return 'heic';
  }
  const text = latin1(0, SVG_HEAD).replace(/^\xef\xbb\xbf/, '');
  return /^\s*<[^]*<svg[\s>]|^\s*<svg[\s>]/.test(text) ? 'svg' : null;
}

/**
 * What the header of a picture file says.
 * @param file the name that sentences call it by
 * @param bytes the file, or its first bytes: as many as its header takes, which is up to its pixels. EXIF that lies behind
 * the pixels (WebP, some PNG) is seen only in the whole file.
 * @throws `DataError` where the file is none that is read, where its header is damaged or cut off, and where the picture is
 * too large
 */
export function sniffPicture(file: string, bytes: Uint8Array): SniffedPicture {
  if (bytes.length === 0) throw unreadable(file, 'it is empty');
  const format = formatOf(bytes);
  if (format === null)
    throw unreadable(
      file,
      'it is not a JPEG, PNG, WebP, GIF or BMP file',
      'Save it as PNG or JPEG, or leave it out.',
    );
  if (format === 'tiff' || format === 'heic' || format === 'avif' || format === 'svg')
    throw unreadable(
      file,
      `it is ${foreign[format]}`,
      'Open it in an image program and save it as PNG or JPEG, or leave it out.',
    );
  const about = sniffs[format](file, headerReader(file, bytes));
  const problem = sizeProblem(file, about);
  if (problem !== null) throw problem;
  return about;
}
