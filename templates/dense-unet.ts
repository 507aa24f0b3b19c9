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
  type Wire,
} from './drawing';
import { template, type Template } from './template';

const huang = 'Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks (2016)';

export const growthParam = {
  default: 32,
  label: 'Growth',
  help: 'How many channels each layer adds to what it was given.',
  min: 1,
} as const;

/** Batch norm and ReLU before each convolution; every layer adds `growth` channels to all that it was given. */
export const denseLayer = (epsilon: number) =>
  definition('Dense layer', { growth: growthParam }, (g, x) => {
    const first = conv(g, activate(g, norm(g, x, epsilon)), {
      filters: expr('4 * growth'),
      size: 1,
      bias: false,
    });
    const second = conv(g, activate(g, norm(g, first, epsilon)), {
      filters: expr('growth'),
      size: 3,
      padding: 1,
      bias: false,
    });
    return g.layer('Concatenate', [x, second]);
  });

function densenet(name: string, title: string, epsilon: number): Template {
  return template(
    {
      name,
      title,
      year: 2016,
      summary: 'Every layer reads all layers before it, so each has to add only a few channels.',
      lesson: name.startsWith('keras')
        ? 'Even batch norm’s epsilon belongs to a trained network: Keras’ weights expect 1.001 × 10⁻⁵, torchvision’s 10⁻⁵.'
        : 'Features can be reused instead of learned again: where every layer reads all before it, a few new channels each suffice, and gradients reach each layer directly.',
      reference: huang,
    },
    () =>
      network(
        title,
        `${title}: blocks of 6, 12, 24 and 16 layers, growth 32.`,
        [224, 224, 3],
        { dense: denseLayer(epsilon) },
        (g, input) => {
          let x = convNorm(g, input, { filters: 64, size: 7, stride: 2, padding: 3 }, 'relu', epsilon);
          x = maxPool(g, x, 3, 2, 1);
          let channels = 64;
          [6, 12, 24, 16].forEach((repeat, stage) => {
            x = g.block('dense', x, { growth: 32 }, { repeat, name: `stage${stage + 1}` });
            channels += 32 * repeat;
            if (stage === 3) return;
            channels /= 2;
            x = conv(g, activate(g, norm(g, x, epsilon)), { filters: channels, size: 1, bias: false });
            x = g.layer('AveragePooling2D', x);
          });
          return dense(g, globalPool(g, activate(g, norm(g, x, epsilon))), 1000);
        },
      ),
  );
}

/** He et al., section 4.2: 6n + 2 layers on CIFAR-10, shortcuts by projection where shapes differ. */
function cifarResnet(depth: number): Template {
  const title = `ResNet-${depth} for CIFAR`;
  return template(
    {
      name: `resnet${depth}_cifar`,
      title,
      year: 2015,
      summary: 'The residual network of the paper’s second experiment, for pictures of 32×32.',
      lesson:
        depth === 20
          ? 'With shortcuts, a quarter of a million parameters are enough to get 91 % of CIFAR-10’s test pictures right.'
          : 'Without shortcuts, 56 layers do worse than 20 even on the pictures they were trained on; with them they do better.',
      reference: 'He, Zhang, Ren, Sun: Deep residual learning for image recognition (2015), section 4.2',
    },
    () => {
      const basic = definition('Basic block', { width: 16, stride: 1, project: false }, (g, x) => {
        const stride = expr('i == 0 ? stride : 1');
        const first = convNorm(g, x, { filters: expr('width'), size: 3, stride, padding: 1 });
        const branch = convNorm(g, first, { filters: expr('width'), size: 3, padding: 1 }, null);
        const when = 'i == 0 && project';
        const down = conv(
          g,
          x,
          { filters: expr('width'), size: 1, stride, bias: false },
          { name: 'project', when },
        );
        const shortcut = norm(g, down, 1e-5, { name: 'projectNorm', when });
        return activate(g, g.layer('Add', [branch, shortcut]));
      });
      return network(title, `${title}, after the paper.`, [32, 32, 3], { basic }, (g, input) => {
        let x = convNorm(g, input, { filters: 16, size: 3, padding: 1 });
        [16, 32, 64].forEach((width, i) => {
          const args = { width, stride: i === 0 ? 1 : 2, project: i > 0 };
          x = g.block('basic', x, args, { repeat: (depth - 2) / 6, name: `stage${i + 1}` });
        });
        return dense(g, globalPool(g, x), 10);
      });
    },
  );
}

const networkInNetwork = template(
  {
    name: 'network_in_network',
    title: 'Network in network',
    year: 2013,
    summary: 'Brought 1×1 convolutions and global average pooling: no dense layer is left.',
    lesson:
      'A 1×1 convolution is a small network at work on every pixel, and the average of each map over the whole picture can replace the dense layers.',
    reference: 'Lin, Chen, Yan: Network in network (2013), for CIFAR-10',
  },
  () =>
    network('Network in network', 'Network in network for CIFAR-10.', [32, 32, 3], {}, (g, input) => {
      const mlp = (from: Wire, size: number, filters: readonly [number, number, number]): Wire => {
        let y = activate(g, conv(g, from, { filters: filters[0], size, padding: (size - 1) / 2 }));
        for (const count of filters.slice(1)) y = activate(g, conv(g, y, { filters: count, size: 1 }));
        return y;
      };
      let x = maxPool(g, mlp(input, 5, [192, 160, 96]), 3, 2, 0, true);
      x = g.layer('Dropout', x, { rate: 0.5 });
      x = g.layer('AveragePooling2D', mlp(x, 5, [192, 192, 192]), { poolSize: [3, 3], ceilMode: true });
      x = g.layer('Dropout', x, { rate: 0.5 });
      return globalPool(g, mlp(x, 3, [192, 192, 10]));
    }),
);

const starter = template(
  {
    name: 'starter',
    title: 'Starter',
    year: null,
    summary:
      'A small all-rounder to begin with: three stages of convolutions with batch norm, then global pooling.',
    lesson:
      'It gathers what others taught: small filters from VGG, batch norm, dropout from AlexNet, global average pooling from network in network.',
    reference: 'Common practice; begin here and change something',
  },
  () =>
    network('Starter', 'A small network for pictures of 32×32.', [32, 32, 3], {}, (g, input) => {
      let x = input;
      for (const filters of [32, 64, 128]) {
        x = convNorm(g, x, { filters, size: 3, padding: 'same' });
        x = convNorm(g, x, { filters, size: 3, padding: 'same' });
        x = maxPool(g, x, 2, 2);
      }
      return dense(g, g.layer('Dropout', globalPool(g, x), { rate: 0.3 }), 10);
    }),
);

export const double = () =>
  definition('Two convolutions', { filters: filtersParam(64) }, (g, x) => {
    const first = activate(g, conv(g, x, { filters: expr('filters'), size: 3, padding: 'same' }));
    return activate(g, conv(g, first, { filters: expr('filters'), size: 3, padding: 'same' }));
  });

/** Stride-less U-Net with "same" padding, so that shortcuts need no cropping. */
const unet = template(
  {
    name: 'unet',
    title: 'U-Net',
    year: 2015,
    summary:
      'Says of every pixel what it belongs to: down to see far, up again, with shortcuts for the detail.',
    lesson:
      'Shortcuts across an hourglass bring fine detail back, so that every pixel gets a class; with strong augmentation some thirty training pictures were enough.',
    reference:
      'Ronneberger, Fischer, Brox: U-Net: convolutional networks for biomedical image segmentation (2015)',
  },
  () => {
    const drawn = network(
      'U-Net',
      'U-Net with padding, for two classes.',
      [256, 256, 1],
      { double: double() },
      (g, input) => {
        const shortcuts: Wire[] = [];
        let x = input;
        const widths = [64, 128, 256, 512];
        widths.forEach((filters, i) => {
          x = g.block('double', x, { filters }, { name: `down${i + 1}` });
          shortcuts.push(x);
          x = maxPool(g, x, 2, 2);
        });
        x = g.block('double', x, { filters: 1024 }, { name: 'bottom' });
        [...widths].reverse().forEach((filters, i) => {
          const up = g.layer('Conv2DTranspose', x, { filters, kernelSize: [2, 2], strides: [2, 2] });
          const shortcut = shortcuts.at(-1 - i) ?? up;
          const joined = g.layer('Concatenate', [shortcut, up]);
          x = g.block('double', joined, { filters }, { name: `up${i + 1}` });
        });
        return conv(g, x, { filters: 2, size: 1 }, { name: 'classes' });
      },
    );
    return {
      ...drawn,
      nodes: drawn.nodes.map((node) =>
        node.id === 'output' ? { ...node, params: { ...node.params, task: 'segmentation' } } : node,
      ),
    };
  },
);

export const further: readonly Template[] = [
  starter,
  networkInNetwork,
  cifarResnet(20),
  cifarResnet(56),
  densenet('densenet121', 'DenseNet-121', 1e-5),
  densenet('keras_densenet121', 'DenseNet-121 (Keras)', 1.001e-5),
  unet,
];
