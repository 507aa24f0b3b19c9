/** Where activations are missing, and where those of the end do not suit the loss. */
import { isKnown } from '../../layers/shape';
import { parseParams } from '../../schema/fields';
import type { CompiledLayer } from '../compiled';
import { nonlinearity } from '../remedies';
import { advise, backThrough, insertBefore, isWide, removal, setting, type Rule } from './network';

/**
 * Two linear maps in a row are one (Goodfellow et al., "Deep learning", section 6.1). 1×1 convolutions are left in
 * peace: a linear one behind or before another is how MobileNetV2, Xception and separable convolutions save on purpose.
 */
export const noActivationBetween: Rule = (network) =>
  network.withRole('linear').flatMap((layer) => {
    if (!isWide(layer)) return [];
    const previous = backThrough(network, layer, ['norm', 'regularizer', 'reshape']);
    if (!previous || !isWide(previous)) return [];
    return [
      advise(
        layer,
        'no-activation-between',
        `Between ${previous.name} and ${layer.name} there is no activation, so together they can do no more than one of them alone.`,
        insertBefore(network, layer, nonlinearity),
        { port: 'in' },
      ),
    ];
  });

const chanceOf = ({ definition, settings }: CompiledLayer) => definition.probabilities?.(settings) ?? null;

const taskOf = ({ definition, settings }: CompiledLayer) => definition.task?.(settings);

/** The output knows a softmax right before it and does not apply a second; elsewhere it can't. */
export const softmaxTwice: Rule = (network) =>
  network.withRole('output').flatMap((output) => {
    const task = taskOf(output);
    if (task === 'regression') return [];
    const last = network.onlyBefore(output);
    let layer = last;
    while (layer && ['activation', 'regularizer', 'reshape', 'norm'].includes(layer.definition.role)) {
      if (chanceOf(layer) === 'softmax' && (layer !== last || task === 'multilabel')) {
        return [
          advise(
            layer,
            'softmax-before-loss',
            task === 'multilabel'
              ? `${layer.name} makes the classes share a sum of 1, but with several right answers each is judged for itself.`
              : `${layer.name} makes probabilities, and the loss makes probabilities of its input again: the network would learn slowly.`,
            [removal(network, layer)],
            { severity: 'warning' },
          ),
        ];
      }
      layer = network.onlyBefore(layer);
    }
    return [];
  });

/** What lets several classes of an output be right; null where that can't be set. */
function severalRight(output: CompiledLayer): Readonly<Record<string, unknown>> | null {
  const { definition, params: own } = output;
  const name = Object.keys(definition.params).find((each) => {
    const { params, problems } = parseParams(definition.params, { ...own, [each]: 'multilabel' });
    return problems.length === 0 && definition.task?.(params) === 'multilabel';
  });
  return name === undefined ? null : { [name]: 'multilabel' };
}

export const sigmoidForExclusiveClasses: Rule = (network) =>
  network.withRole('output').flatMap((output) => {
    const last = network.onlyBefore(output);
    const classes = output.inputShapes[0]?.at(-1) ?? 0;
    if (!last || taskOf(output) !== 'classification' || chanceOf(last) !== 'sigmoid' || classes < 2)
      return [];
    const several = severalRight(output);
    return [
      advise(
        last,
        'sigmoid-for-exclusive-classes',
        `${last.name} squeezes each of the ${classes} classes for itself into 0 to 1, but only one of them is right: the output’s own softmax compares them.`,
        [
          removal(network, last),
          ...(several ? [setting(network, output, 'Let several classes be right', several)] : []),
        ],
        { severity: 'warning' },
      ),
    ];
  });

/** e^x/e^x: an output of one class, or a softmax of one number. */
export const softmaxOverOne: Rule = (network) => {
  const ofOne = network.layers.filter(
    (layer) => chanceOf(layer) === 'softmax' && layer.outputShapes[0]?.at(-1) === 1,
  );
  const outputs = network
    .withRole('output')
    .filter(
      (output) =>
        taskOf(output) === 'classification' &&
        output.inputShapes[0]?.at(-1) === 1 &&
        !ofOne.some((layer) => layer === network.onlyBefore(output)),
    );
  return [...ofOne, ...outputs].map((layer) => {
    const wide = backThrough(network, layer, ['norm', 'regularizer', 'activation', 'pooling', 'reshape']);
    const features = wide?.definition.role === 'linear' ? wide.definition.features : undefined;
    const task = severalRight(layer);
    return advise(
      layer,
      'softmax-over-one',
      `${layer.name} compares one number with nothing: its softmax is always 1, whatever the picture, and nothing is learned. A yes or no takes two classes, or a sigmoid.`,
      [
        ...(wide && features !== undefined
          ? [setting(network, wide, `Give ${wide.name} two answers`, { [features]: 2 })]
          : []),
        ...(task === null ? [] : [setting(network, layer, 'Answer with a sigmoid', task)]),
      ],
      { severity: 'warning' },
    );
  });
};

/** Widths that fall though nothing was asked to be squeezed: half of the filters, at the same or a smaller size. */
export const shrinkingFilters: Rule = (network) =>
  network.withRole('linear').flatMap((layer) => {
    const { features } = layer.definition;
    const shape = layer.outputShapes[0];
    if (features === undefined || !isWide(layer) || shape?.length !== 3 || !isKnown(shape)) return [];
    const previous = backThrough(network, layer, ['norm', 'regularizer', 'activation', 'pooling']);
    const before = previous?.outputShapes[0];
    if (!previous || before?.length !== 3 || !isKnown(before) || !isWide(previous)) return [];
    const [height = 0, , filters = 0] = shape;
    const [heightBefore = 0, , filtersBefore = 0] = before;
    if (filters * 2 > filtersBefore || height > heightBefore) return [];
    const leadsOn = network.after(layer).some(({ definition }) => definition.role !== 'output');
    if (!leadsOn) return [];
    return [
      advise(
        layer,
        'filters-shrink',
        `${layer.name} has ${filters} filters after the ${filtersBefore} of ${previous.name}: deeper layers see more kinds of things and usually have as many or more.`,
        [
          setting(network, layer, `Give ${layer.name} ${filtersBefore} ${features}`, {
            [features]: filtersBefore,
          }),
        ],
        { param: features },
      ),
    ];
  });
