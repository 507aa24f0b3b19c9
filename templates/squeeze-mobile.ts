import {
  activate,
  conv,
  convNorm,
  definition,
  dense,
  dropout,
  expr,
  filtersParam,
  globalPool,
  maxPool,
  network,
  norm,
  sizeParam,
  strideParam,
  type Drawing,
  type Wire,
} from './drawing';
import { sameAs, template, type Template } from './template';

export const fire = () =>
  definition(
    'Fire',
    {
      squeeze: filtersParam(16, 'Of the 1×1 convolution that the others read.'),
      expand: filtersParam(64, 'Of each of its two branches; twice as many channels leave it.'),
    },
    (g, x) => {
      const small = activate(g, conv(g, x, { filters: expr('squeeze'), size: 1 }, { name: 'squeeze' }));
      const narrow = activate(g, conv(g, small, { filters: expr('expand'), size: 1 }, { name: 'expand1x1' }));
      const wide = activate(
        g,
        conv(g, small, { filters: expr('expand'), size: 3, padding: 1 }, { name: 'expand3x3' }),
      );
      return g.layer('Concatenate', [narrow, wide]);
    },
  );

function squeezenet(version: '1_0' | '1_1'): Template {
  const old = version === '1_0';
  const title = `SqueezeNet ${version.replace('_', '.')}`;
  return template(
    {
      name: `squeezenet${version}`,
      title,
      year: 2016,
      summary: old
        ? 'AlexNet’s accuracy with a fiftieth of its parameters: Fire blocks squeeze channels before they expand.'
        : 'SqueezeNet with a lighter start: 2.4 times cheaper, as accurate.',
      lesson: old
        ? 'Where parameters go matters more than how many there are: squeeze the channels before the 3×3 filters see them, and AlexNet’s accuracy takes a fiftieth of its parameters.'
        : 'Parameters and cost are two things: with the same blocks, pooling earlier saves more than half of the multiplications.',
      reference: 'Iandola and others: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters (2016)',
    },
    () =>
      network(
        title,
        `${title}: eight Fire blocks, which squeeze the channels by 1×1 filters before 1×1 and 3×3 filters expand them; no dense layer at all; ${sameAs(`torchvision’s squeezenet${version}`)}`,
        [224, 224, 3],
        { fire: fire() },
        (g, input) => {
          // Pooling stands after these Fire blocks, counted from 1.
          const pooled = old ? [3, 7] : [2, 4];
          let x = activate(g, conv(g, input, { filters: old ? 96 : 64, size: old ? 7 : 3, stride: 2 }));
          x = maxPool(g, x, 3, 2, 0, true);
          [16, 16, 32, 32, 48, 48, 64, 64].forEach((squeeze, i) => {
            x = g.block('fire', x, { squeeze, expand: squeeze * 4 }, { name: `fire${i + 2}` });
            if (pooled.includes(i + 1)) x = maxPool(g, x, 3, 2, 0, true);
          });
          x = activate(g, conv(g, dropout(g, x, 0.5), { filters: 1000, size: 1 }));
          return globalPool(g, x);
        },
      ),
  );
}

/** Sandler et al.: expand, filter each channel, project without an activation; a shortcut where shapes agree. */
export const invertedResidual = (activation: string, epsilon: number, keras: boolean) =>
  definition(
    'Inverted residual',
    {
      channels: { default: 32, label: 'Channels', help: 'How many enter its first copy.', min: 1 },
      filters: filtersParam(16),
      expand: { default: 6, label: 'Expansion', help: 'So many times as wide inside.', min: 1, max: 16 },
      stride: strideParam,
      size: sizeParam,
    },
    (g, x) => {
      const when = 'expand > 1';
      const entry = expr('(i == 0 ? channels : filters) * expand');
      const wide = conv(g, x, { filters: entry, size: 1, bias: false }, { name: 'expand', when });
      const wideNorm = norm(g, wide, epsilon, { name: 'expandNorm', when });
      const bent = activate(g, wideNorm, activation, { name: 'expandAct', when });
      const stride = expr('i == 0 ? stride : 1');
      const around = expr('(size - 1) / 2');
      const seen = g.layer('DepthwiseConv2D', bent, {
        kernelSize: [expr('size'), expr('size')],
        strides: [stride, stride],
        padding: keras ? 'same' : [around, around, around, around],
        useBias: false,
        kernelInitializer: 'heNormal',
      });
      const filtered = activate(g, norm(g, seen, epsilon), activation);
      const out = convNorm(g, filtered, { filters: expr('filters'), size: 1 }, null, epsilon);
      return g.layer('Add', [out, x], {}, { when: 'i > 0 || (stride == 1 && channels == filters)' });
    },
  );

function mobilenet(keras: boolean): Template {
  const title = keras ? 'MobileNetV2 (Keras)' : 'MobileNetV2';
  const epsilon = keras ? 1e-3 : 1e-5;
  return template(
    {
      name: keras ? 'keras_mobilenet_v2' : 'mobilenet_v2',
      title,
      year: 2018,
      summary:
        'For phones: depthwise convolutions between thin bottlenecks, whose shortcuts join the thin ends.',
      lesson: keras
        ? 'The same network in two frameworks need not be the same: “same” padding puts the extra row at the other end, and batch norm’s epsilon differs. Weights fit only their own.'
        : 'Expand, filter each channel, project back without an activation: shortcuts between thin layers save memory, and the linear end keeps what ReLU would destroy.',
      reference:
        'Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: inverted residuals and linear bottlenecks (2018)',
    },
    () =>
      network(
        title,
        `MobileNetV2: inverted bottlenecks, which widen thin channels, filter each on its own and make them thin again; ${sameAs(keras ? 'keras.applications’ MobileNetV2' : 'torchvision’s mobilenet_v2')}`,
        [224, 224, 3],
        { inverted: invertedResidual('relu6', epsilon, keras) },
        (g, input) => {
          const start = { filters: 32, size: 3, stride: 2, padding: keras ? ('same' as const) : 1 };
          let x = convNorm(g, input, start, 'relu6', epsilon);
          let channels = 32;
          const stages = [
            [1, 16, 1, 1],
            [6, 24, 2, 2],
            [6, 32, 3, 2],
            [6, 64, 4, 2],
            [6, 96, 3, 1],
            [6, 160, 3, 2],
            [6, 320, 1, 1],
          ] as const;
          stages.forEach(([expand, filters, repeat, stride], i) => {
            x = g.block(
              'inverted',
              x,
              { channels, filters, expand, stride },
              { repeat, name: `stage${i + 1}` },
            );
            channels = filters;
          });
          x = globalPool(g, convNorm(g, x, { filters: 1280, size: 1 }, 'relu6', epsilon));
          return dense(g, keras ? x : dropout(g, x, 0.2), 1000);
        },
      ),
  );
}

const mnasnet = template(
  {
    name: 'mnasnet1_0',
    title: 'MnasNet 1.0',
    year: 2018,
    summary: 'Found by a search that measured each candidate on a real phone.',
    lesson:
      'A search can design the network if the latency measured on a real phone is part of its aim: counting multiplications alone is a poor guide to speed.',
    reference: 'Tan and others: MnasNet: platform-aware neural architecture search for mobile (2018)',
  },
  () =>
    network(
      'MnasNet 1.0',
      `MnasNet with a depth of 1: inverted bottlenecks with 3×3 and 5×5 filters, chosen by a search; ${sameAs('torchvision’s mnasnet1_0')}`,
      [224, 224, 3],
      { inverted: invertedResidual('relu', 1e-5, false) },
      (g, input) => {
        let x = convNorm(g, input, { filters: 32, size: 3, stride: 2, padding: 1 });
        const seen = g.layer('DepthwiseConv2D', x, {
          padding: [1, 1, 1, 1],
          useBias: false,
          kernelInitializer: 'heNormal',
        });
        x = convNorm(g, activate(g, norm(g, seen)), { filters: 16, size: 1 }, null);
        let channels = 16;
        const stages = [
          [3, 2, 3, 3, 24],
          [5, 2, 3, 3, 40],
          [5, 2, 6, 3, 80],
          [3, 1, 6, 2, 96],
          [5, 2, 6, 4, 192],
          [3, 1, 6, 1, 320],
        ] as const;
        stages.forEach(([size, stride, expand, repeat, filters], i) => {
          const args = { channels, filters, expand, stride, size };
          x = g.block('inverted', x, args, { repeat, name: `stage${i + 1}` });
          channels = filters;
        });
        x = globalPool(g, convNorm(g, x, { filters: 1280, size: 1 }));
        return dense(g, dropout(g, x, 0.2), 1000);
      },
    ),
);

export const separable = () =>
  definition('Depthwise separable', { filters: filtersParam(64), stride: strideParam }, (g, x) => {
    const stride = expr('i == 0 ? stride : 1');
    const seen = g.layer('DepthwiseConv2D', x, {
      strides: [stride, stride],
      padding: 'same',
      useBias: false,
      kernelInitializer: 'heNormal',
    });
    const bent = activate(g, g.layer('BatchNormalization', seen));
    return convNorm(g, bent, { filters: expr('filters'), size: 1 }, 'relu', 1e-3);
  });

/** The factorized network of the first paper: 13 pairs of depthwise and 1×1 convolutions. */
const mobilenetV1 = template(
  {
    name: 'mobilenet_v1',
    title: 'MobileNet',
    year: 2017,
    summary: 'Every convolution taken apart into a depthwise and a 1×1 one: a ninth of the cost.',
    lesson:
      'A convolution can be taken apart into one filter per channel and a 1×1 mix of the channels: eight to nine times less work at a small loss of accuracy.',
    reference:
      'Howard and others: MobileNets: efficient convolutional neural networks for mobile vision applications (2017)',
  },
  () => {
    const draw = (g: Drawing, input: Wire): Wire => {
      let x = convNorm(g, input, { filters: 32, size: 3, stride: 2, padding: 'same' }, 'relu', 1e-3);
      const stages = [
        [64, 1, 1],
        [128, 2, 2],
        [256, 2, 2],
        [512, 2, 6],
        [1024, 2, 2],
      ] as const;
      stages.forEach(([filters, stride, repeat], i) => {
        x = g.block('separable', x, { filters, stride }, { repeat, name: `stage${i + 1}` });
      });
      return dense(g, globalPool(g, x), 1000);
    };
    return network(
      'MobileNet',
      'MobileNet with a width of 1.',
      [224, 224, 3],
      { separable: separable() },
      draw,
    );
  },
);

const shufflenetV2 = template(
  {
    name: 'shufflenet_v2_x1_0',
    title: 'ShuffleNetV2 1.0×',
    year: 2018,
    summary:
      'Half of the channels pass untouched, then all are shuffled: made for speed that a clock measures.',
    lesson:
      'MACs do not tell how fast a network runs: memory traffic counts as much. Measure the time on the device.',
    reference:
      'Ma, Zhang, Zheng, Sun: ShuffleNet V2: practical guidelines for efficient CNN architecture design (2018)',
  },
  () => {
    const around = (g: Drawing, x: Wire, stride: number): Wire =>
      norm(
        g,
        g.layer('DepthwiseConv2D', x, {
          strides: [stride, stride],
          padding: [1, 1, 1, 1],
          useBias: false,
          kernelInitializer: 'heNormal',
        }),
      );
    const half = { filters: expr('filters / 2'), size: 1 };
    const join = (g: Drawing, parts: readonly Wire[]): Wire =>
      g.layer('ChannelShuffle', g.layer('Concatenate', parts), { groups: 2 });
    const down = definition('Shuffle unit (halves)', { filters: 116 }, (g, x) => {
      const near = convNorm(g, around(g, x, 2), half);
      const far = convNorm(g, around(g, convNorm(g, x, half), 2), half);
      return join(g, [near, far]);
    });
    const unit = definition('Shuffle unit', { filters: 116 }, (g, x) => {
      const kept = g.layer('Split', x);
      const changed = { ...kept, port: 'out:1' };
      return join(g, [kept, convNorm(g, around(g, convNorm(g, changed, half), 1), half)]);
    });
    return network(
      'ShuffleNetV2 1.0×',
      `ShuffleNetV2 with a width of 1: half of the channels pass each unit untouched, and a shuffle mixes the halves; ${sameAs('torchvision’s shufflenet_v2_x1_0')}`,
      [224, 224, 3],
      { down, unit },
      (g, input) => {
        let x = convNorm(g, input, { filters: 24, size: 3, stride: 2, padding: 1 });
        x = maxPool(g, x, 3, 2, 1);
        [4, 8, 4].forEach((units, i) => {
          const args = { filters: 116 * 2 ** i };
          x = g.block('down', x, args, { name: `down${i + 2}` });
          x = g.block('unit', x, args, { repeat: units - 1, name: `stage${i + 2}` });
        });
        return dense(g, globalPool(g, convNorm(g, x, { filters: 1024, size: 1 })), 1000);
      },
    );
  },
);

export const small: readonly Template[] = [
  squeezenet('1_0'),
  squeezenet('1_1'),
  mobilenetV1,
  mobilenet(false),
  mobilenet(true),
  mnasnet,
  shufflenetV2,
];
