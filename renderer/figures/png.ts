/** An SVG as a PNG of any size, with the printed size in it. */
import { crc32 } from '../../shared/format/crc32';

/** What canvases of today's browsers hold, in pixels. */
export const MOST_SIDE = 16_384;
const MOST_AREA = 200_000_000;

/** How large it may be drawn, as a factor, where `wanted` would be more than a browser can hold. */
export function possibleScale(width: number, height: number, wanted: number): number {
  return Math.min(wanted, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_AREA / (width * height)));
}

export interface PngOptions {
  readonly width: number;
  readonly height: number;
  /** Pixels per inch, which programs that print it look at. */
  readonly dpi: number | null;
}

export async function svgToPng(svg: string, { width, height, dpi }: PngOptions): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser gave no canvas to draw the picture on.');
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('The picture is too large for this browser: choose a smaller size.');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return dpi === null ? bytes : withDensity(bytes, dpi);
  } finally {
    URL.revokeObjectURL(address);
  }
}

const INCH = 0.0254;
/** Signature, and the length, name, content and checksum of the first chunk, IHDR. */
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4;

/** A pHYs chunk (PNG specification, 11.3.5.3): pixels per metre, across and down. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode('pHYs'), 4);
  view.setUint32(8, Math.round(dpi / INCH));
  view.setUint32(12, Math.round(dpi / INCH));
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, AFTER_HEADER));
  whole.set(chunk, AFTER_HEADER);
  whole.set(png.subarray(AFTER_HEADER), AFTER_HEADER + chunk.length);
  return whole;
}
