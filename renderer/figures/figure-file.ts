/** The bytes of a figure, as the settings ask for them. */
import interAddress from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { Compiled } from '../../shared/compiler/compiled';
import { ExportError } from '../../shared/export/export-error';
import type { Scene } from '../../shared/export/figure/scene';
import { sceneToSvg } from '../../shared/export/figure/svg';
import type { ShapeNotation } from '../format/shape';
import type { FigureSettings } from './figure-store';
import { figureFonts } from '../components/figure-fonts';
import { backgroundOf, figureScene } from './figure-scene';
import { possibleScale, svgToPng } from './png';

const PIXELS_PER_INCH = 96;
const MM_PER_INCH = 25.4;

export interface Measures {
  /** In pixels for a PNG, in millimetres else. */
  readonly width: number;
  readonly height: number;
  readonly unit: 'px' | 'mm';
  /** A PNG that would be larger than the browser can hold is drawn as large as it can. */
  readonly reduced: boolean;
}

export function measuresOf({ width, height }: Scene, settings: FigureSettings): Measures {
  if (settings.format !== 'png') {
    const mm = settings.width === 'mm' ? settings.mm : (width / PIXELS_PER_INCH) * MM_PER_INCH;
    return { width: mm, height: (mm * height) / width, unit: 'mm', reduced: false };
  }
  const { pixels, pngScale, pngWidth, mm, dpi } = settings;
  const wanted =
    pixels === 'scale' ? pngScale : (pixels === 'width' ? pngWidth : (mm / MM_PER_INCH) * dpi) / width;
  const scale = possibleScale(width, height, wanted);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    unit: 'px',
    reduced: scale < wanted,
  };
}

let inter: Promise<string> | null = null;

/** Inter, as text that an SVG can hold. */
function interAsText(): Promise<string> {
  inter ??= fetch(interAddress)
    .then((answer) => answer.arrayBuffer())
    .then((buffer) => {
      const bytes = new Uint8Array(buffer);
      let binary = '';
      // More arguments at once than a call can take are too many.
      for (let at = 0; at < bytes.length; at += 8192) {
        binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
      }
      return btoa(binary);
    });
  return inter;
}

export interface FigureFile {
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** Something that could not be drawn as it should, in a sentence. */
  readonly warning: string | null;
}

const mimes: Readonly<Record<FigureSettings['format'], string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
};

/** Throws `ExportError` where the network is too large for a figure. */
export async function figureFile(
  compiled: Compiled,
  settings: FigureSettings,
  order: ShapeNotation,
): Promise<FigureFile> {
  const scene = figureScene(compiled, settings, order);
  if (scene.problem !== undefined) throw new ExportError(scene.problem);
  const background = backgroundOf(settings);
  const mime = mimes[settings.format];
  const printed = settings.width === 'mm' ? { widthInMm: settings.mm } : {};
  switch (settings.format) {
    case 'svg': {
      const font = settings.embedFont ? { font: await interAsText() } : {};
      const svg = sceneToSvg(scene, { background, ...printed, ...font });
      return { bytes: new TextEncoder().encode(svg), mime, warning: null };
    }
    case 'png': {
      const { width, height } = measuresOf(scene, settings);
      const svg = sceneToSvg(scene, { background, font: await interAsText() });
      const dpi = settings.pixels === 'mm' ? settings.dpi : null;
      return { bytes: await svgToPng(svg, { width, height, dpi }), mime, warning: null };
    }
    case 'pdf': {
      const { sceneToPdf } = await import('../../shared/export/figure/pdf');
      const fonts = await figureFonts();
      const { bytes, missing } = await sceneToPdf(scene, { background, ...printed, fonts });
      return {
        bytes,
        mime,
        warning:
          missing.length === 0
            ? null
            : `The font of the PDF lacks ${missing.slice(0, 8).join(' ')}${missing.length > 8 ? ' …' : ''}, so a question mark stands there. SVG has them.`,
      };
    }
  }
}
