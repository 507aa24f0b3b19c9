/** Networks whose blocks weigh their channels by what the whole picture says: MobileNetV3, EfficientNet, RegNetY. */
import {
  activate,
  conv,
  convNorm,
  definition,
  dense,
  dropout,
  expr,
  globalPool,
  network,
  norm,
  type Drawing,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

/** Hu, Shen, Sun: Squeeze-and-excitation networks (2017); as two 1×1 convolutions, like torchvision. */
export function squeezeExcite(
  g: Drawing,
  x: Wire,
  {
    squeeze,
    width,
    bend,
    gate,
    when,
  }: Readonly<Record<'squeeze' | 'width' | 'bend' | 'gate', string>> & {
    readonly when?: string;
  },
): Wire {
  const more = (name: string) => ({ name, ...(when !== undefined && { when }) });
  let weight = g.layer('AdaptiveAveragePooling2D', x, {}, more('squeeze'));
  weight = conv(g, weight, { filters: expr(squeeze), size: 1 }, more('reduce'));
  weight = activate(g, weight, bend, more('bend'));
  weight = conv(g, weight, { filters: expr(width), size: 1 }, more('restore'));
  weight = activate(g, weight, gate, more('gate'));
  return g.layer('Multiply', [x, weight], {}, more('excite'));
}

// ---- MobileNetV3

type Row = readonly [
  size: number,
  expanded: number,
  filters: number,
  excited: boolean,
  activation: 'relu' | 'hardSwish',
  stride: 1 | 2,
];
const large: readonly Row[] = [
  [3, 16, 16, false, 'relu', 1],
  [3, 64, 24, false, 'relu', 2],
  [3, 72, 24, false, 'relu', 1],
  [5, 72, 40, true, 'relu', 2],
  [5, 120, 40, true, 'relu', 1],
  [5, 120, 40, true, 'relu', 1],
  [3, 240, 80, false, 'hardSwish', 2],
  [3, 200, 80, false, 'hardSwish', 1],
  [3, 184, 80, false, 'hardSwish', 1],
  [3, 184, 80, false, 'hardSwish', 1],
  [3, 480, 112, true, 'hardSwish', 1],
  [3, 672, 112, true, 'hardSwish', 1],
  [5, 672, 160, true, 'hardSwish', 2],
  [5, 960, 160, true, 'hardSwish', 1],
  [5, 960, 160, true, 'hardSwish', 1],
];
const little: readonly Row[] = [
  [3, 16, 16, true, 'relu', 2],
  [3, 72, 24, false, 'relu', 2],
  [3, 88, 24, false, 'relu', 1],
  [5, 96, 40, true, 'hardSwish', 2],
  [5, 240, 40, true, 'hardSwish', 1],
  [5, 240, 40, true, 'hardSwish', 1],
  [5, 120, 48, true, 'hardSwish', 1],
  [5, 144, 48, true, 'hardSwish', 1],
  [5, 288, 96, true, 'hardSwish', 2],
  [5, 576, 96, true, 'hardSwish', 1],
  [5, 576, 96, true, 'hardSwish', 1],
];

/** MobileNet's rule for widths: the nearest multiple of 8, but not more than a tenth below. */
function roundToEight(width: number): number {
  const nearest = Math.max(8, Math.floor((width + 4) / 8) * 8);
  return nearest < 0.9 * width ? nearest + 8 : nearest;
}

const EPSILON = 0.001;

/** Expand (where that changes anything), filter each channel, excite, project; a shortcut where shapes agree. */
const bottleneck = (activation: 'relu' | 'hardSwish') =>
  definition(
    activation === 'relu' ? 'Bottleneck, ReLU' : 'Bottleneck, hard swish',
    { channels: 16, expanded: 16, filters: 16, size: 3, stride: 1, squeeze: 0 },
    (g, x) => {
      const when = 'expanded != channels';
      let y = conv(g, x, { filters: expr('expanded'), size: 1, bias: false }, { name: 'expand', when });
      y = norm(g, y, EPSILON, { name: 'expandNorm', when });
      y = activate(g, y, activation, { name: 'expandAct', when });
      const around = expr('(size - 1) / 2');
      y = g.layer('DepthwiseConv2D', y, {
        kernelSize: [expr('size'), expr('size')],
        strides: [expr('stride'), expr('stride')],
        padding: [around, around, around, around],
        useBias: false,
        kernelInitializer: 'heNormal',
      });
      y = activate(g, norm(g, y, EPSILON), activation);
      y = squeezeExcite(g, y, {
        squeeze: 'squeeze',
        width: 'expanded',
        bend: 'relu',
        gate: 'hardSigmoid',
        when: 'squeeze > 0',
      });
      y = convNorm(g, y, { filters: expr('filters'), size: 1 }, null, EPSILON);
      return g.layer('Add', [y, x], {}, { when: 'stride == 1 && channels == filters' });
    },
  );

function mobilenetV3(size: 'large' | 'small'): Template {
  const title = `MobileNetV3 ${size}`;
  const rows = size === 'large' ? large : little;
  return template(
    {
      name: `mobilenet_v3_${size}`,
      title,
      year: 2019,
      summary:
        size === 'large'
          ? 'Found by a search, then trimmed by hand: squeeze-and-excite and a swish that phones compute cheaply.'
          : 'MobileNetV3 for the smallest devices: it halves the picture as early as it can.',
      lesson:
        size === 'large'
          ? 'A search and an engineer together do better than either: the search chose the blocks, people redrew its costly ends.'
          : 'The first layers cost the most, since the picture is largest there: halve it early where every millisecond counts.',
      reference: 'Howard and others: Searching for MobileNetV3 (2019)',
    },
    () =>
      network(
        title,
        `${title}: inverted bottlenecks with depthwise convolutions, some of which weigh their channels by what the whole picture holds (squeeze-and-excite), ReLU first and hard swish later; ${sameAs(`torchvision’s mobilenet_v3_${size}`)}`,
        [224, 224, 3],
        { relu: bottleneck('relu'), hardSwish: bottleneck('hardSwish') },
        (g, input) => {
          const start = { filters: 16, size: 3, stride: 2, padding: 1 };
          let x = convNorm(g, input, start, 'hardSwish', EPSILON);
          let channels = 16;
          rows.forEach(([window, expanded, filters, excited, activation, stride], i) => {
            const squeeze = excited ? roundToEight(expanded / 4) : 0;
            x = g.block(
              activation,
              x,
              { channels, expanded, filters, size: window, stride, squeeze },
              { name: `bottleneck${i + 1}` },
            );
            channels = filters;
          });
          x = convNorm(g, x, { filters: channels * 6, size: 1 }, 'hardSwish', EPSILON);
          x = activate(g, dense(g, globalPool(g, x), size === 'large' ? 1280 : 1024), 'hardSwish');
          return dense(g, dropout(g, x, 0.2), 1000);
        },
      ),
  );
}

// ---- EfficientNet

const efficientnetB0 = template(
  {
    name: 'efficientnet_b0',
    title: 'EfficientNet-B0',
    year: 2019,
    summary: 'A searched small network, made to grow in depth, width and resolution at once by one number.',
    lesson: 'Depth, width and resolution should grow together: one number scales all three, from B0 to B7.',
    reference: 'Tan, Le: EfficientNet: rethinking model scaling for convolutional neural networks (2019)',
  },
  () => {
    const inverted = definition(
      'MBConv',
      { channels: 32, filters: 16, expand: 6, size: 3, stride: 1, before: 0 },
      (g, x) => {
        const when = 'expand > 1';
        const channels = '(i == 0 ? channels : filters)';
        const wide = { filters: expr(`${channels} * expand`), size: 1, bias: false };
        let y = conv(g, x, wide, { name: 'expand', when });
        y = norm(g, y, 1e-5, { name: 'expandNorm', when });
        y = activate(g, y, 'swish', { name: 'expandAct', when });
        const around = expr('(size - 1) / 2');
        const stride = expr('i == 0 ? stride : 1');
        y = g.layer('DepthwiseConv2D', y, {
          kernelSize: [expr('size'), expr('size')],
          strides: [stride, stride],
          padding: [around, around, around, around],
          useBias: false,
          kernelInitializer: 'heNormal',
        });
        y = activate(g, norm(g, y), 'swish');
        y = squeezeExcite(g, y, {
          squeeze: `floor(${channels} / 4)`,
          width: `${channels} * expand`,
          bend: 'swish',
          gate: 'sigmoid',
        });
        y = convNorm(g, y, { filters: expr('filters'), size: 1 }, null);
        const joined = 'i > 0 || (stride == 1 && channels == filters)';
        // The deeper, the likelier a branch is dropped: to 0.2 over 16 blocks.
        const rate = expr('(before + i) * 0.2 / 16');
        y = g.layer('StochasticDepth', y, { rate }, { when: joined });
        return g.layer('Add', [y, x], {}, { when: joined });
      },
    );
    return network(
      'EfficientNet-B0',
      `EfficientNet-B0: seven stages of inverted bottlenecks with squeeze-and-excite and swish, the base from which the larger ones are scaled up; ${sameAs('torchvision’s efficientnet_b0')}`,
      [224, 224, 3],
      { inverted },
      (g, input) => {
        let x = convNorm(g, input, { filters: 32, size: 3, stride: 2, padding: 1 }, 'swish');
        const stages = [
          [1, 3, 1, 16, 1],
          [6, 3, 2, 24, 2],
          [6, 5, 2, 40, 2],
          [6, 3, 2, 80, 3],
          [6, 5, 1, 112, 3],
          [6, 5, 2, 192, 4],
          [6, 3, 1, 320, 1],
        ] as const;
        let channels = 32;
        let before = 0;
        stages.forEach(([expand, size, stride, filters, repeat], i) => {
          const args = { channels, filters, expand, size, stride, before };
          x = g.block('inverted', x, args, { repeat, name: `stage${i + 1}` });
          channels = filters;
          before += repeat;
        });
        x = globalPool(g, convNorm(g, x, { filters: 1280, size: 1 }, 'swish'));
        return dense(g, dropout(g, x, 0.2), 1000);
      },
    );
  },
);

// ---- RegNet

const regnetY400 = template(
  {
    name: 'regnet_y_400mf',
    title: 'RegNetY 400MF',
    year: 2020,
    summary: 'Not one network but a rule for whole families: widths that grow along a straight line.',
    lesson:
      'Instead of one best network, search for a simple rule that many good networks obey. Good ones are regular.',
    reference: 'Radosavovic, Kosaraju, Girshick, He, Dollár: Designing network design spaces (2020)',
  },
  () => {
    const residual = definition('Y block', { channels: 32, width: 48, stride: 2 }, (g, x) => {
      const stride = expr('i == 0 ? stride : 1');
      const filters = expr('width');
      const when = 'i == 0 && (channels != width || stride != 1)';
      const projected = norm(
        g,
        conv(g, x, { filters, size: 1, stride, bias: false }, { name: 'project', when }),
        1e-5,
        { name: 'projectNorm', when },
      );
      let y = convNorm(g, x, { filters, size: 1 });
      y = convNorm(g, y, { filters, size: 3, stride, padding: 1, groups: expr('width / 8') });
      y = squeezeExcite(g, y, {
        squeeze: 'round((i == 0 ? channels : width) / 4)',
        width: 'width',
        bend: 'relu',
        gate: 'sigmoid',
      });
      y = convNorm(g, y, { filters, size: 1 }, null);
      return activate(g, g.layer('Add', [projected, y]));
    });
    return network(
      'RegNetY 400MF',
      `RegNetY with 400 million MACs: residual bottlenecks with grouped 3×3 convolutions and squeeze-and-excite, whose widths grow by a simple rule; ${sameAs('torchvision’s regnet_y_400mf')}`,
      [224, 224, 3],
      { residual },
      (g, input) => {
        let x = convNorm(g, input, { filters: 32, size: 3, stride: 2, padding: 1 });
        let channels = 32;
        const stages = [
          [48, 1],
          [104, 3],
          [208, 6],
          [440, 6],
        ] as const;
        stages.forEach(([width, repeat], i) => {
          x = g.block('residual', x, { channels, width, stride: 2 }, { repeat, name: `stage${i + 1}` });
          channels = width;
        });
        return dense(g, globalPool(g, x), 1000);
      },
    );
  },
);

export const excited: readonly Template[] = [
  mobilenetV3('large'),
  mobilenetV3('small'),
  efficientnetB0,
  regnetY400,
];
