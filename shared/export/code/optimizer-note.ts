/** The optimizer of the training settings as the frameworks call it. */
import type { Compiled } from '../../compiler/compiled';
import type { TrainingSettings } from '../../graph/document';
import type { OptimizerName } from '../../schema/optimizers';
import type { Framework } from './framework';

type Line = (settings: TrainingSettings) => string;

const rate = ({ learningRate }: TrainingSettings): string => `learning_rate=${learningRate}`;

const keras: Readonly<Record<OptimizerName, Line>> = {
  adam: (settings) => `keras.optimizers.Adam(${rate(settings)})`,
  adamw: (settings) => `keras.optimizers.AdamW(${rate(settings)}, weight_decay=${settings.weightDecay})`,
  sgd: (settings) => `keras.optimizers.SGD(${rate(settings)}, momentum=${settings.momentum})`,
  rmsprop: (settings) => `keras.optimizers.RMSprop(${rate(settings)})`,
};

const parameters = 'model.parameters()';

/** With Keras' constants, which our engine uses too, where PyTorch's own are different. */
const pytorch: Readonly<Record<OptimizerName, Line>> = {
  adam: ({ learningRate }) => `torch.optim.Adam(${parameters}, lr=${learningRate}, eps=1e-07)`,
  adamw: (settings) =>
    `torch.optim.AdamW(${parameters}, lr=${settings.learningRate}, weight_decay=${settings.weightDecay}, eps=1e-07)`,
  sgd: ({ learningRate, momentum }) =>
    `torch.optim.SGD(${parameters}, lr=${learningRate}, momentum=${momentum})`,
  rmsprop: ({ learningRate }) =>
    `torch.optim.RMSprop(${parameters}, lr=${learningRate}, alpha=0.9, eps=1e-07)`,
};

/** What weight decay spares, in the framework's own way of saying it. */
const spared: Readonly<Record<Framework, string>> = {
  keras: "exclude_from_weight_decay(var_names=['bias', 'gamma', 'beta']) spares what does not decay here.",
  pytorch: 'here biases and normalization do not decay: give them weight_decay=0 in a group of their own.',
};

/** Comments; none where the network has no output that is trained. */
export function optimizerNote(compiled: Compiled, framework: Framework): readonly string[] {
  if (!compiled.layers.some(({ definition }) => definition.task !== undefined)) return [];
  const { training } = compiled.document;
  const made = (framework === 'keras' ? keras : pytorch)[training.optimizer](training);
  return training.optimizer === 'adamw'
    ? [`# Optimizer: ${made};`, `# ${spared[framework]}`]
    : [`# Optimizer: ${made}.`];
}
