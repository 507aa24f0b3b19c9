import { defineLayer, type Finding } from './define';
import { choice, names } from '../schema/fields';
import { count, shapeText } from './support/words';

const tasks = [
  { value: 'classification', label: 'Classification (one of several)' },
  { value: 'multilabel', label: 'Multilabel (any of several)' },
  { value: 'regression', label: 'Regression (numbers)' },
  { value: 'segmentation', label: 'Segmentation (a class per pixel)' },
] as const;

export const output = defineLayer({
  type: 'Output',
  label: 'Output',
  stem: 'output',
  category: 'io',
  role: 'output',
  icon: 'arrow-up-from-line',
  basic: 8,
  summary: 'Where the answer comes out, and what training compares with the truth.',
  aliases: ['loss', 'classifier', 'prediction', 'head'],
  params: {
    task: choice({
      default: 'classification',
      label: 'Task',
      help: 'What the answer means: it decides the loss and how the numbers become probabilities.',
      options: tasks,
    }),
    loss: choice({
      default: 'meanSquaredError',
      label: 'Loss',
      help: 'How far an answer is from the truth. The other tasks use cross entropy.',
      options: [
        { value: 'meanSquaredError', label: 'Mean squared error' },
        { value: 'meanAbsoluteError', label: 'Mean absolute error' },
      ],
      alsoKnownAs: ['nn.MSELoss', 'nn.L1Loss'],
      when: ({ task }) => task === 'regression',
    }),
    classNames: names({
      default: [],
      label: 'Class names',
      help: 'One per class, in the order of the outputs; the data set’s names are taken where this is empty.',
      alsoKnownAs: ['labels'],
      when: ({ task }) => task !== 'regression',
    }),
  },
  ports: () => ({ inputs: ['in'], outputs: [] }),
  infer({ task, classNames }, [input = []]) {
    const findings: Finding[] = [];
    const wantsPicture = task === 'segmentation';
    if ((task === 'classification' || task === 'multilabel') && input.length === 3) {
      findings.push({
        severity: 'error',
        code: 'needs-vector',
        port: 'in',
        message: `The answer must be a vector with one number per class, but it is a ${shapeText(input)} picture.`,
        suggestions: [
          {
            kind: 'insert',
            label: 'Insert GlobalAveragePooling2D',
            port: 'in',
            type: 'GlobalAveragePooling2D',
            params: {},
          },
          { kind: 'insert', label: 'Insert Flatten', port: 'in', type: 'Flatten', params: {} },
        ],
      });
    }
    if (wantsPicture && input.length !== 3) {
      findings.push({
        severity: 'error',
        code: 'needs-picture',
        port: 'in',
        message: 'Segmentation needs a picture with one channel per class, but the answer is a vector.',
        suggestions: [
          { kind: 'setParams', label: 'Make it a classification', params: { task: 'classification' } },
        ],
      });
    }
    const classes = input.at(-1) ?? null;
    if (task !== 'regression' && classNames.length > 0 && classes !== null && classes !== classNames.length) {
      findings.push({
        severity: 'error',
        code: 'class-names-differ',
        param: 'classNames',
        message: `There are ${count(classNames.length)} class names, but ${count(classes)} numbers come in: they must be as many.`,
        suggestions: [
          { kind: 'setParams', label: 'Take the names from the data', params: { classNames: [] } },
        ],
      });
    }
    return { shapes: [], steps: [], findings };
  },
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: ({ task }) => task,
  lower: () => [],
  task: ({ task }) => task,

  /**
   * Cross entropies take logits. Where a softmax or sigmoid already stands at the end, the loss takes what went into it,
   * which is the same function and does not overflow; else the prediction applies it.
   */
  output({ task, loss, classNames }, { inputs: [value], training, emit }) {
    if (!value) throw new Error('Output needs an input.');
    if (task === 'regression') return { task, loss, classNames: [], lossInput: value, prediction: value };
    const op = value.from;
    if (task === 'multilabel') {
      if (op?.op === 'unary' && op.function === 'sigmoid') {
        return { task, loss: 'binaryCrossentropy', classNames, lossInput: op.x, prediction: value };
      }
      const prediction = training ? value : emit({ op: 'unary', x: value, function: 'sigmoid' });
      return { task, loss: 'binaryCrossentropy', classNames, lossInput: value, prediction };
    }
    if (op?.op === 'softmax') {
      return { task, loss: 'categoricalCrossentropy', classNames, lossInput: op.x, prediction: value };
    }
    const prediction = training ? value : emit({ op: 'softmax', x: value });
    return { task, loss: 'categoricalCrossentropy', classNames, lossInput: value, prediction };
  },
  keras: () => ({ kind: 'passThrough' }),
  pytorch: () => ({ kind: 'passThrough' }),
});
