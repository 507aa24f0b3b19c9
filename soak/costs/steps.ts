/** All that is done with a document which was opened, one step after the other. */
import { cardsOf } from '../../shared/drawing/cards';
import { flowEdges, flowNodes } from '../../renderer/design/canvas/flow';
import { tidyLayout } from '../../renderer/design/canvas/tidy';
import { wholeView } from '../../renderer/design/canvas/use-views';
import { diagramOf } from '../../renderer/figures/diagram-of';
import { comparisonPlain } from '../../renderer/design/compare/compare-text';
import { figureFonts } from '../../cli/figure-fonts';
import { compare } from '../../shared/compiler/compare/compare';
import { acrossCopies } from '../../shared/compiler/across-copies';
import { createCompiler } from '../../shared/compiler/compile';
import type { Compiled } from '../../shared/compiler/compiled';
import { PlanError } from '../../shared/compiler/plan';
import { summarize } from '../../shared/compiler/summary';
import { ExportError } from '../../shared/export/export-error';
import { generateCode } from '../../shared/export/code/generate-code';
import { diagramScene } from '../../shared/export/figure/diagram';
import { sceneToPdf } from '../../shared/export/figure/pdf';
import { sceneToSvg } from '../../shared/export/figure/svg';
import { defaultVolumes, volumeFigure } from '../../shared/export/figure/volumes';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { serializeDocument } from '../../shared/format/document-format';
import { FormatError } from '../../shared/format/format-error';
import { openBytes } from '../../shared/format/open';
import { drawingOf } from '../../shared/format/opened';
import { arranged } from '../../shared/graph/arrange';
import type { ConvDocument } from '../../shared/graph/document';
import { graphsOf } from '../../shared/graph/instances';
import { EditError } from '../../shared/graph/edit-error';
import type { WeightMap } from '../../shared/model/weights';
import { templates } from '../../templates/index';
import { looseModel } from './loose-model';

type Do = () => void | Promise<void>;

export interface Steps {
  /** In this order: each goes on from what those before have made. */
  readonly list: readonly (readonly [name: string, run: Do])[];
  /** Whether the compiler has reported an error. */
  readonly isWrong: () => boolean;
}

/** Weights of more numbers are no file that one would export in a test. */
const MOST_WEIGHTS = 2_000_000;
const WHITE = '#ffffff';
/** With three names of a thousand characters. */
const LONGEST_SENTENCE = 5_000;

/** An error that says to the user what is wrong, and nothing else. */
export function isSentence(error: unknown): boolean {
  const expected =
    error instanceof FormatError ||
    error instanceof ExportError ||
    error instanceof PlanError ||
    error instanceof EditError;
  return expected && isShortSentence(error.message);
}

const isShortSentence = (text: string): boolean => text.length <= LONGEST_SENTENCE && /[.!?]\)?$/.test(text);

/** Of a file that was not opened yet. */
export function stepsFor(bytes: Uint8Array): Steps {
  const compiler = createCompiler();
  let document: ConvDocument | undefined;
  let compiled: Compiled | undefined;
  const opened = (): ConvDocument => {
    if (document === undefined) throw new Error('It was not opened.');
    return document;
  };
  const known = (): Compiled => {
    if (compiled === undefined) throw new Error('It was not compiled.');
    return compiled;
  };
  const volumes = (detail: 'auto' | 'layers' | 'blocks') => (): void => {
    const { scene } = volumeFigure(known(), { ...defaultVolumes, detail });
    if (scene.problem !== undefined) throw new ExportError(scene.problem);
    sceneToSvg(scene, { background: WHITE });
  };
  const diagram = () => diagramScene(diagramOf(known(), 'hwc'), { ...defaultVolumes, counts: true });
  return {
    isWrong: () => known().diagnostics.some(({ severity }) => severity === 'error'),
    list: [
      ['open', async () => void (document = drawingOf(await openBytes('a.cnn.json', bytes)))],
      ['compile', () => void (compiled = compiler.compile(opened()))],
      [
        'diagnostics',
        () => {
          const long = known().diagnostics.find(({ message }) => !isShortSentence(message));
          if (long) throw new Error(`No sentence: ${long.code}: ${long.message.slice(0, 500)}`);
        },
      ],
      [
        'compile again',
        () => {
          const { nodes, ...others } = opened();
          compiler.compile({ ...others, nodes: nodes.map((each) => ({ ...each, name: `${each.name}'` })) });
        },
      ],
      [
        'fixes',
        () =>
          known()
            .diagnostics.slice(0, 3)
            .forEach(({ fixes }) => fixes.forEach(({ edits }) => edits)),
      ],
      ['summary', () => void JSON.stringify(summarize(known()))],
      [
        'copies',
        () => {
          const { nodes, scope } = graphOfMost(opened());
          for (const { id } of nodes.slice(0, 40)) acrossCopies(known(), { scope, node: id });
        },
      ],
      [
        'compare',
        () => void comparisonPlain({ left: 'a', right: 'b', comparison: compare(known(), other()) }),
      ],
      ['arrange', () => graphsOf(opened()).forEach(({ graph }) => arranged(graph))],
      ['cards', () => cardsOf(opened())],
      ['wires', () => flowEdges(opened(), [])],
      ['view', () => [flowNodes(opened(), new Set(), []), wholeView(opened(), 800, 600)]],
      [
        'tidy',
        async () => {
          await tidyLayout(opened());
        },
      ],
      ['diagram', () => sceneToSvg(diagram(), { background: WHITE })],
      [
        'diagram pdf',
        async () => {
          await sceneToPdf(diagram(), { background: WHITE, fonts: figureFonts });
        },
      ],
      ['volumes', volumes('layers')],
      ['volumes of blocks', volumes('blocks')],
      ['volumes auto', volumes('auto')],
      [
        'volumes pdf',
        async () => {
          const { scene } = volumeFigure(known(), defaultVolumes);
          await sceneToPdf(scene, { background: WHITE, fonts: figureFonts });
        },
      ],
      ['keras', () => void generateCode(known(), 'keras')],
      ['pytorch', () => void generateCode(known(), 'pytorch')],
      ['tfjs', () => exportWeights(known())],
      ['save', () => void serializeDocument(opened())],
    ],
  };
}

/** The definition with the most layers, where there are any. */
function graphOfMost(document: ConvDocument): { nodes: ConvDocument['nodes']; scope: string | null } {
  const definitions = graphsOf(document).slice(1);
  const most = definitions.reduce<(typeof definitions)[number] | undefined>(
    (best, each) => (best !== undefined && best.graph.nodes.length >= each.graph.nodes.length ? best : each),
    undefined,
  );
  return { nodes: most?.graph.nodes ?? document.nodes, scope: most?.scope ?? null };
}

let resnet: Compiled | undefined;

function other(): Compiled {
  const template = templates.find(({ name }) => name === 'resnet50');
  if (!template) throw new Error('There is no template resnet50.');
  resnet ??= createCompiler().compile(template.document);
  return resnet;
}

function exportWeights(compiled: Compiled): void {
  const specs = compiled.layers.flatMap(({ id, weights }) =>
    weights.map(({ name, shape }) => ({ key: `${id}/${name}`, shape })),
  );
  const sizes = specs.map(({ shape }) => shape.reduce((size, side) => size * side, 1));
  if (sizes.reduce((sum, size) => sum + size, 0) > MOST_WEIGHTS) return;
  const weights: WeightMap = new Map(
    specs.map(({ key, shape }, i) => [key, { shape, data: new Float32Array(sizes[i] ?? 0) }]),
  );
  exportTfjs(looseModel(compiled.document, weights));
}
