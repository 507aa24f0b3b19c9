import { sizeText } from '../../shared/export/figure/figure-notation';
import type { Compiled } from '../../shared/compiler/compiled';
import type { Shape } from '../../shared/layers/shape';
import type { ShapeNotation } from './shape';

/** How the user has shapes written. Made anew only where that changes. */
export interface ShapeWriting {
  readonly order: ShapeNotation;
  readonly symbols: boolean;
  readonly batch: boolean;
  /** The network's first input, of which symbols are parts. */
  readonly input: Shape | null;
}

/** What of the app says how shapes are written: the network that is open, and the user's wishes. */
export interface ShapeWishes {
  readonly documents: { readonly compiled: Compiled };
  readonly ui: {
    readonly notation: ShapeNotation;
    readonly shapesIn: { readonly symbols: boolean; readonly batch: boolean };
  };
}

/** Only inside observers. */
export function shapeWriting({ documents, ui }: ShapeWishes): ShapeWriting {
  const input = documents.compiled.layers.find(({ definition }) => definition.role === 'input');
  return { order: ui.notation, ...ui.shapesIn, input: input?.outputShapes[0] ?? null };
}

/** `56×56×64`, `N×56×56×64`, `H/4×W/4×64` */
export function writtenShape(shape: Shape, { order, symbols, batch, input }: ShapeWriting): string {
  const text = sizeText(shape, input, { order, writing: symbols ? 'symbols' : 'numbers' });
  return batch ? `N×${text}` : text;
}

/** A shape as the user likes it written, wherever it is shown. Only inside observers. */
export const shownShape = (app: ShapeWishes, shape: Shape): string => writtenShape(shape, shapeWriting(app));

/** A picture's shape within a sentence: three sizes, no more and no fewer. */
const SHAPE = /(?<![\d×?])(\d+|\?)×(\d+|\?)×(\d+|\?)(?![\d×?])/g;

/** A sentence of the compiler, which speaks of height × width × channels, with its shapes as the user likes them. Only inside observers. */
export function withShownShapes(app: ShapeWishes, sentence: string): string {
  const writing = shapeWriting(app);
  const size = (text: string): number | null => (text === '?' ? null : Number(text));
  return sentence.replace(SHAPE, (_, height: string, width: string, channels: string) =>
    writtenShape([size(height), size(width), size(channels)], writing),
  );
}
