/** Files through the data worker's decoder, in a worker as there. Answers with what each gives, by each way that there is. */
import { decodePixels } from '../renderer/data/worker/decode-pixels';
import { exactly, type PixelsAsked } from '../renderer/data/worker/exactly';
import { pixelsByImageDecoder } from '../renderer/data/worker/pixels-by-image-decoder';
import { pixelsByWebgl } from '../renderer/data/worker/pixels-by-webgl';

export interface PictureAsked extends PixelsAsked {
  readonly name: string;
  /** In base64: as text they pass through the page. */
  readonly bytes: string;
}

/** Or a sentence, where it was refused. */
export interface PixelsFound {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Of the values, in hexadecimal digits. */
  readonly sha256: string;
}

export interface PictureFound {
  readonly name: string;
  readonly pixels: PixelsFound | string;
  /** SHA-256 of RGBA by these ways alone; null where the way says that it is not for this file. */
  readonly byImageDecoder: string | null;
  readonly byWebgl: string | null;
}

const fromText = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function sha256(values: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(values)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function find({ name, bytes: text, ...about }: PictureAsked): Promise<PictureFound> {
  const bytes = fromText(text);
  try {
    const { height, width, channels, values } = await decodePixels(bytes, about);
    const bitmap = await createImageBitmap(new Blob([bytes]), exactly);
    const [decoder, webgl] = [await pixelsByImageDecoder(bytes, about), await pixelsByWebgl(bitmap)];
    return {
      name,
      pixels: { height, width, channels, sha256: await sha256(values) },
      byImageDecoder: decoder && (await sha256(decoder)),
      byWebgl: webgl && (await sha256(webgl)),
    };
  } catch (error) {
    return { name, pixels: String(error), byImageDecoder: null, byWebgl: null };
  }
}

self.onmessage = async ({ data }: MessageEvent<readonly PictureAsked[]>) => {
  const found: PictureFound[] = [];
  for (const asked of data) found.push(await find(asked));
  self.postMessage(found);
};
