import { toUtf8 } from '../../format/utf8';
import { oneFile } from '../format';
import { figureFormat, WHITE } from '../support/figure-format';

export const svg = figureFormat('svg', 'Figure as SVG', async (scene) => {
  const { sceneToSvg } = await import('../../export/figure/svg');
  return oneFile('figure.svg', toUtf8(sceneToSvg(scene, { background: WHITE })));
});
