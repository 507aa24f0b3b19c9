import { oneFile } from '../format';
import { figureFormat, WHITE } from '../support/figure-format';

export const pdf = figureFormat('pdf', 'Figure as PDF', async (scene, tools) => {
  const { sceneToPdf } = await import('../../export/figure/pdf');
  const { bytes, missing } = await sceneToPdf(scene, { background: WHITE, fonts: await tools.figureFonts() });
  const remarks =
    missing.length === 0
      ? []
      : [`The font of the PDF lacks ${missing.join(' ')}: a question mark stands there. SVG has them.`];
  return { ...oneFile('figure.pdf', bytes), remarks };
});
