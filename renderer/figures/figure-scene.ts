/** The figure that the settings ask for. */
import type { Compiled } from '../../shared/compiler/compiled';
import { diagramScene } from '../../shared/export/figure/diagram';
import { paletteOf } from '../../shared/export/figure/palette';
import type { Color, Scene } from '../../shared/export/figure/scene';
import { volumeFigure } from '../../shared/export/figure/volumes';
import type { ShapeNotation } from '../format/shape';
import type { FigureSettings } from './figure-store';
import { diagramOf } from './diagram-of';

export function figureScene(compiled: Compiled, settings: FigureSettings, order: ShapeNotation): Scene {
  if (settings.view === 'canvas') return diagramScene(diagramOf(compiled, order), settings);
  return volumeFigure(compiled, { ...settings, notation: { order, writing: settings.writing } }).scene;
}

/** Null where nothing lies behind it. */
export function backgroundOf({ transparent, theme, colors }: FigureSettings): Color | null {
  return transparent ? null : paletteOf(theme, colors).paper;
}
