/** What stands badly beside a batch norm. */
import { appendAfter, detach } from '../../graph/create';
import { graphIn, nodesById } from '../../graph/scope';
import { count } from '../../layers/support/words';
import type { CompiledLayer, Diagnostic } from '../compiled';
import { fix, inSequence } from '../fix';
import { inEvery, inScope, isGivenOut } from '../fixes';
import { isDismissedAt } from './dismissal';
import { advise, paramThat, type Rule } from './network';

/** Takes each channel's mean away: a batch norm, known by the statistics that it keeps. */
const centres = ({ definition, weights }: CompiledLayer): boolean =>
  definition.role === 'norm' && weights.some(({ name }) => name === 'movingMean');

const switches = new WeakMap<CompiledLayer['weights'], { readonly param: string | undefined }>();

/** The parameter that leaves the bias out. Layers with the same parameters and inputs share their weights' list. */
function biasSwitch(layer: CompiledLayer): string | undefined {
  let found = switches.get(layer.weights);
  if (!found) {
    const known = layer.inputShapes.map((shape) => (shape ?? []).map((dim) => dim ?? 1));
    const param = paramThat(
      layer,
      false,
      (params) => !layer.definition.weights(params, known).some(({ name }) => name === 'bias'),
    );
    found = { param };
    switches.set(layer.weights, found);
  }
  return found.param;
}

/** Ioffe & Szegedy (2015), section 3.2: the norm takes the mean away, and the bias with it. Said once for all of them. */
export const biasBeforeNorm: Rule = (network) => {
  const found = network.withRole('linear').flatMap((layer) => {
    const bias = layer.weights.find(({ name }) => name === 'bias');
    const next = bias && network.onlyAfter(layer);
    if (!bias || !next || !centres(next)) return [];
    const param = biasSwitch(layer);
    return param === undefined ? [] : [{ layer, next, param, size: bias.shape[0] ?? 0 }];
  });
  // Of which it was dismissed, it is said apart, so that it is still said of the others.
  const left: BiasBeforeNorm[] = [];
  const dismissed: BiasBeforeNorm[] = [];
  for (const each of found)
    (isDismissedAt(network.document, 'bias-before-norm', each.layer.origin) ? dismissed : left).push(each);
  return [...biasesBeforeNorms(left), ...biasesBeforeNorms(dismissed)];
};

interface BiasBeforeNorm {
  readonly layer: CompiledLayer;
  readonly next: CompiledLayer;
  readonly param: string;
  readonly size: number;
}

function biasesBeforeNorms(found: readonly BiasBeforeNorm[]): readonly Diagnostic[] {
  const [first] = found;
  if (!first) return [];
  const { layer, next, param } = first;
  const size = found.reduce((sum, each) => sum + each.size, 0);
  const others = found.length - 1;
  const rest = others === 0 ? '' : others === 1 ? ' and one more layer' : ` and ${others} more layers`;
  return [
    advise(
      layer,
      'bias-before-norm',
      `${next.name} takes away what the bias of ${layer.name} adds, so it learns nothing: ${count(size)} parameters in ${layer.name}${rest}.`,
      [
        fix(others === 0 ? `Leave the bias of ${layer.name} out` : 'Leave these biases out', () =>
          found.map((each) => ({
            edit: 'setParams',
            ...inScope(each.layer),
            id: each.layer.origin.node,
            params: { [each.param]: false },
          })),
        ),
      ],
      { param },
    ),
  ];
}

/** Li, Chen, Hu, Yang: "Understanding the disharmony between dropout and batch normalization" (2019). */
export const normAfterDropout: Rule = (network) =>
  network.withRole('norm').flatMap((layer) => {
    if (!centres(layer)) return [];
    let dropout = network.onlyBefore(layer);
    if (dropout?.definition.role === 'activation') dropout = network.onlyBefore(dropout);
    if (dropout?.definition.role !== 'regularizer') return [];
    const { scope, node } = dropout.origin;
    const moved = nodesById(graphIn(network.document, scope)).get(node);
    const together =
      scope === layer.origin.scope && moved !== undefined && !isGivenOut(network.document, layer.origin);
    return [
      advise(
        layer,
        'norm-after-dropout',
        `${layer.name} learns the mean and the spread of values that ${dropout.name} disturbs in training only, so they do not fit when the network is used.`,
        together
          ? [
              fix(inEvery(network.document, scope, `Move ${dropout.name} behind ${layer.name}`), () =>
                inSequence(
                  network.document,
                  (document) => detach(document, node, scope),
                  (document) => appendAfter(document, layer.origin.node, moved, undefined, scope),
                ),
              ),
            ]
          : [],
        { port: 'in' },
      ),
    ];
  });
