/** The network as the volumes of its feature maps, for a paper. */
import type { Compiled } from '../../compiler/compiled';
import type { Scene } from '../../export/figure/scene';
import type { DrawingFormat, ExportTools, Written } from '../format';

export function figureFormat(
  name: string,
  title: string,
  draw: (scene: Scene, tools: ExportTools) => Promise<Written>,
): DrawingFormat {
  return {
    name,
    title,
    takes: 'drawing',
    ending: `.${name}`,
    kind: 'image',
    isFolder: false,
    usage: 'the network as the volumes of its feature maps, for a paper',
    help: null,
    write: async (compiled: Compiled, tools) => {
      const [{ defaultVolumes, volumeFigure }, { ExportError }] = await Promise.all([
        import('../../export/figure/volumes'),
        import('../../export/export-error'),
      ]);
      const { scene } = volumeFigure(compiled, defaultVolumes);
      if (scene.problem !== undefined) throw new ExportError(scene.problem);
      return draw(scene, tools);
    },
  };
}

/** The page that a figure stands on. */
export const WHITE = '#ffffff';
