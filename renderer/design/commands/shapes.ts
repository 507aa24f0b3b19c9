/** How the canvas writes shapes, beside the order of their sizes. */
import type { Command } from '../../commands/command';

export const shapeCommands: readonly Command[] = [
  {
    id: 'view.shapes.symbols',
    title: ({ ui }) =>
      ui.shapesIn.symbols ? 'Write shapes in numbers' : 'Write shapes as parts of the input, H/4×W/4×256',
    group: 'View',
    keywords: 'notation symbolic symbols resolution relative',
    enabled: () => true,
    run: ({ ui }) => ui.writeShapes({ symbols: !ui.shapesIn.symbols }),
  },
  {
    id: 'view.shapes.batch',
    title: ({ ui }) =>
      ui.shapesIn.batch ? 'Write shapes without the batch' : 'Write shapes with the batch, N×H×W×C',
    group: 'View',
    keywords: 'notation batch dimension',
    enabled: () => true,
    run: ({ ui }) => ui.writeShapes({ batch: !ui.shapesIn.batch }),
  },
];
