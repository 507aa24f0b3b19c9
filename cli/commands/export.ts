import { compile } from '../../shared/compiler/compile';
import { ExportError } from '../../shared/export/export-error';
import { generateCode, type Framework } from '../../shared/export/code/generate-code';
import { sceneToPdf } from '../../shared/export/figure/pdf';
import { sceneToSvg } from '../../shared/export/figure/svg';
import { defaultVolumes, volumeFigure } from '../../shared/export/figure/volumes';
import { exportTfjs, zipFiles } from '../../shared/export/tfjs-layers';
import type { Command } from '../command';
import { loadDocument, loadModel } from '../load-file';
import { oneFile, required } from '../one-file';
import { choice, readOptions, text } from '../options';
import { say, tell } from '../output';
import { saveFile, saveFolder } from '../save-files';
import { UsageError } from '../usage-error';

const usage = 'export FILE --format tfjs|keras|pytorch|svg|pdf --out PATH';
const WHITE = '#ffffff';

export const exportCommand: Command = {
  name: 'export',
  makes: 'file',
  usage: [
    usage,
    '    tfjs: a model as a tfjs layers model, a folder with model.json and its weights, or a zip where PATH ends so',
    '    keras, pytorch: the architecture as Python code',
    '    svg, pdf: the network as the volumes of its feature maps, for a paper',
  ].join('\n'),
  async run(args) {
    const spec = { format: choice('tfjs', 'keras', 'pytorch', 'svg', 'pdf'), out: text };
    const { files, given } = readOptions(args, spec, usage);
    const file = oneFile(files, 'file', usage);
    const out = required(given.out, 'out', usage);
    switch (given.format) {
      case undefined:
        throw new UsageError(`--format is missing: tfjs, keras, pytorch, svg or pdf.\nUsage: ${usage}`);
      case 'tfjs': {
        const exported = exportTfjs(await loadModel(file));
        if (out.endsWith('.zip')) await saveFile(out, zipFiles(exported), file);
        else await saveFolder(out, exported, file);
        break;
      }
      case 'keras':
      case 'pytorch':
        return exportCode(file, given.format, out);
      case 'svg':
      case 'pdf': {
        const { scene } = volumeFigure(compile(await loadDocument(file)), defaultVolumes);
        if (scene.problem !== undefined) throw new ExportError(scene.problem);
        if (given.format === 'svg') {
          await saveFile(out, new TextEncoder().encode(sceneToSvg(scene, { background: WHITE })), file);
          break;
        }
        const { figureFonts } = await import('../figure-fonts');
        const { bytes, missing } = await sceneToPdf(scene, { background: WHITE, fonts: figureFonts });
        await saveFile(out, bytes, file);
        if (missing.length > 0) {
          tell(`The font of the PDF lacks ${missing.join(' ')}: a question mark stands there. SVG has them.`);
        }
      }
    }
    say(`saved ${out}`);
    return 0;
  },
};

/** Code that is not complete is written all the same: it says where, and the exit status is 1. */
async function exportCode(file: string, framework: Framework, out: string): Promise<number> {
  const code = generateCode(compile(await loadDocument(file)), framework);
  await saveFile(out, new TextEncoder().encode(code.text), file);
  for (const { message } of code.problems) tell(`not complete: ${message}`);
  say(`saved ${out}`);
  return code.problems.length > 0 ? 1 : 0;
}
