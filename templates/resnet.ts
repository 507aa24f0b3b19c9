import type { Definition } from '../shared/graph/document';
import {
  activate,
  conv,
  convNorm,
  definition,
  dense,
  expr,
  filtersParam,
  globalPool,
  maxPool,
  network,
  norm,
  strideParam,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

const he = 'He, Zhang, Ren, Sun: Deep residual learning for image recognition (2015)';

const projectParam = (value: boolean) => ({
  default: value,
  label: 'Project',
  help: 'A 1×1 convolution on the shortcut of the first copy: needed where the shape changes.',
});

/**
 * torchvision's residual blocks. The first of a stage may halve the size, and projects its shortcut where shapes differ.
 * `width` is the stage's, `middle` the width of the 3×3 convolution inside a bottleneck.
 */
export const basic = (): Definition =>
  definition(
    'Basic block',
    { width: filtersParam(64), stride: strideParam, project: projectParam(false) },
    (g, x) => {
      const stride = expr('i == 0 ? stride : 1');
      const first = convNorm(g, x, { filters: expr('width'), size: 3, stride, padding: 1 });
      const branch = convNorm(g, first, { filters: expr('width'), size: 3, padding: 1 }, null);
      return residual(g, branch, x, expr('width'), stride);
    },
  );

export const bottleneck = (): Definition =>
  definition(
    'Bottleneck block',
    {
      width: { default: 64, label: 'Width', help: 'Four times as many channels leave it.', min: 1 },
      middle: filtersParam(64, 'Of the 3×3 convolution in its middle.'),
      groups: { default: 1, label: 'Groups', help: 'Of the 3×3 convolution: 32 in ResNeXt.', min: 1 },
      stride: strideParam,
      project: projectParam(true),
    },
    (g, x) => {
      const stride = expr('i == 0 ? stride : 1');
      const reduced = convNorm(g, x, { filters: expr('middle'), size: 1 });
      const seen = convNorm(g, reduced, {
        filters: expr('middle'),
        size: 3,
        stride,
        padding: 1,
        groups: expr('groups'),
      });
      const branch = convNorm(g, seen, { filters: expr('width * 4'), size: 1 }, null);
      return residual(g, branch, x, expr('width * 4'), stride);
    },
  );

function residual(
  g: Parameters<typeof conv>[0],
  branch: Wire,
  x: Wire,
  filters: ReturnType<typeof expr>,
  stride: ReturnType<typeof expr>,
): Wire {
  const when = 'i == 0 && project';
  const down = conv(g, x, { filters, size: 1, stride, bias: false }, { name: 'project', when });
  const shortcut = norm(g, down, 1e-5, { name: 'projectNorm', when });
  return activate(g, g.layer('Add', [branch, shortcut]));
}

interface Variant {
  readonly name: string;
  readonly title: string;
  readonly year?: number;
  readonly summary: string;
  readonly lesson: string;
  readonly reference?: string;
  readonly stages: readonly number[];
  readonly deep: boolean;
  readonly groups?: number;
  /** Of the 3×3 convolution, times the stage's width. */
  readonly wider?: number;
}

/** `3, 4, 6 and 3` */
const inWords = (stages: readonly number[]): string => stages.join(', ').replace(/, (\d+)$/, ' and $1');

function resnet(variant: Variant): Template {
  const {
    name,
    title,
    stages,
    deep,
    groups = 1,
    wider = 1,
    summary,
    lesson,
    year = 2015,
    reference = he,
  } = variant;
  return template({ name, title, year, summary, lesson, reference }, () =>
    network(
      title,
      `${title}: ${deep ? 'bottlenecks of 1×1, 3×3 and 1×1 convolutions' : 'pairs of 3×3 convolutions'} with a shortcut around each, ${inWords(stages)} of them in four stages; ${sameAs(`torchvision’s ${name}`)}`,
      [224, 224, 3],
      deep ? { bottleneck: bottleneck() } : { basic: basic() },
      (g, input) => {
        let x = convNorm(g, input, { filters: 64, size: 7, stride: 2, padding: 3 });
        x = maxPool(g, x, 3, 2, 1);
        stages.forEach((repeat, stage) => {
          const width = 64 * 2 ** stage;
          const args = { width, stride: stage === 0 ? 1 : 2, project: deep || stage > 0 };
          x = g.block(
            deep ? 'bottleneck' : 'basic',
            x,
            deep ? { ...args, middle: width * wider, groups } : args,
            {
              name: `stage${stage + 1}`,
              repeat,
            },
          );
        });
        return dense(g, globalPool(g, x), 1000);
      },
    ),
  );
}

export const resnets: readonly Template[] = [
  resnet({
    name: 'resnet18',
    title: 'ResNet-18',
    summary:
      'Blocks learn what to add to their input, so that depth no longer hurts: the small one of the family.',
    lesson:
      'A shortcut that adds a block’s input to its output costs nothing where shapes agree, and 18 layers with it converge faster than the same layers without.',
    stages: [2, 2, 2, 2],
    deep: false,
  }),
  resnet({
    name: 'resnet34',
    title: 'ResNet-34',
    summary: 'The same blocks as ResNet-18, twice as many.',
    lesson:
      'The proof: of two plain networks, the one with 34 layers is worse than the one with 18; with shortcuts it is better.',
    stages: [3, 4, 6, 3],
    deep: false,
  }),
  resnet({
    name: 'resnet50',
    title: 'ResNet-50',
    summary: 'Bottlenecks of 1×1, 3×3 and 1×1 convolutions: the network that most others are compared with.',
    lesson:
      'A block need only learn what to add to its input: then depth helps again, and 1×1 convolutions around each 3×3 keep it affordable. The yardstick for all that followed.',
    stages: [3, 4, 6, 3],
    deep: true,
  }),
  resnet({
    name: 'resnet101',
    title: 'ResNet-101',
    summary: 'ResNet-50 with 23 blocks in its third stage.',
    lesson:
      'Depth carries over: in place of VGG-16 under a detector, these features raised its score on COCO by 28 %.',
    stages: [3, 4, 23, 3],
    deep: true,
  }),
  resnet({
    name: 'resnet152',
    title: 'ResNet-152',
    summary: 'Won ImageNet in 2015 with 152 layers, which without shortcuts could not have been trained.',
    lesson:
      'Eight times as deep as VGG-19, still cheaper, and still gaining: the ensemble built on it won ImageNet in 2015 with 3.57 % top-5 error.',
    stages: [3, 8, 36, 3],
    deep: true,
  }),
  resnet({
    name: 'resnext50_32x4d',
    title: 'ResNeXt-50 (32×4d)',
    year: 2016,
    summary: 'ResNet-50 whose 3×3 convolutions work in 32 groups: many narrow paths instead of one wide.',
    lesson:
      'Cardinality, the number of parallel paths, is a dimension of its own: raising it pays more than further depth or width.',
    reference:
      'Xie, Girshick, Dollár, Tu, He: Aggregated residual transformations for deep neural networks (2016)',
    stages: [3, 4, 6, 3],
    deep: true,
    groups: 32,
    wider: 2,
  }),
  resnet({
    name: 'wide_resnet50_2',
    title: 'Wide ResNet-50-2',
    year: 2016,
    summary: 'ResNet-50 with twice as many channels inside its bottlenecks: width against depth.',
    lesson:
      'Width can stand in for depth: wider blocks match much deeper networks and train faster, since graphics cards like wide layers.',
    reference: 'Zagoruyko, Komodakis: Wide residual networks (2016)',
    stages: [3, 4, 6, 3],
    deep: true,
    wider: 2,
  }),
];
