/** Where parameters pile up, and what one position sees of the picture. */
import { appendAfter, newNode } from '../../graph/create';
import { count } from '../../layers/support/words';
import type { CompiledLayer, Fix } from '../compiled';
import { fix, inSequence } from '../fix';
import { hasWayIn, inEvery, insertInto, isGivenOut, removing } from '../fixes';
import { globalPooling, pooling } from '../remedies';
import {
  advise,
  backThrough,
  insertBefore,
  isWide,
  paramThat,
  removal,
  setting,
  type Network,
  type Rule,
} from './network';

const picture = (layer: CompiledLayer): readonly [number, number, number] | null => {
  const [height, width, channels] = layer.inputShapes[0] ?? [];
  return layer.inputShapes[0]?.length === 3 && height && width && channels ? [height, width, channels] : null;
};

/** From a picture to a vector without losing anything. */
const flattens = (layer: CompiledLayer): boolean =>
  layer.definition.role === 'reshape' && picture(layer) !== null && layer.outputShapes[0]?.length === 1;

/** Below this a network is small, wherever its parameters are. */
const FEW_PARAMETERS = 500_000;

/** Lin, Chen, Yan: "Network in network" (2013): an average for each channel in place of a dense layer on all pixels. */
export const denseHoldsMost: Rule = (network) => {
  const total = network.layers.reduce((sum, { trainable }) => sum + trainable, 0);
  const holders = network.layers.filter(
    ({ trainable }) => trainable >= FEW_PARAMETERS && trainable * 2 >= total,
  );
  return holders.flatMap((layer) => {
    if (picture(layer)) return [];
    const flat = backThrough(network, layer, ['activation', 'regularizer', 'norm']);
    const shape = flat && flattens(flat) ? picture(flat) : null;
    if (!flat || !shape || shape[0] * shape[1] === 1) return [];
    const [height, width, channels] = shape;
    const kernel = layer.weights[0]?.shape ?? [];
    const saved = (height * width * channels - channels) * (kernel.at(-1) ?? 0);
    const { scope, node } = flat.origin;
    return [
      advise(
        layer,
        'dense-holds-most',
        `${layer.name} holds ${Math.round((100 * layer.trainable) / total)} % of all parameters, since it reads every pixel of ${height}×${width}; averaging each channel first would save ${count(saved)}.`,
        hasWayIn(network.document, flat.origin, 'in')
          ? [
              fix(inEvery(network.document, scope, `Average each channel in place of ${flat.name}`), () =>
                inSequence(
                  network.document,
                  (document) =>
                    insertInto(document, scope, node, 'in', newNode(document, globalPooling, {}, scope)) ??
                    [],
                  (document) => removing(document, scope, node),
                ),
              ),
            ]
          : [],
      ),
    ];
  });
};

const inputSize = (network: Network): readonly [number, number] | null => {
  const [height, width] =
    network.layers.find(({ definition }) => definition.role === 'input')?.outputShapes[0] ?? [];
  return height && width ? [height, width] : null;
};

export const noPoolingBeforeFlatten: Rule = (network) => {
  const size = inputSize(network);
  return network.withRole('reshape').flatMap((layer) => {
    if (!size || !flattens(layer)) return [];
    const field = network.before(layer)[0]?.receptiveField;
    if (!field || field === 'all') return [];
    const [height, width, channels] = picture(layer) ?? [0, 0, 0];
    // A layer that already sees the whole picture, or none that looks at it in windows, has nothing to pool.
    if (field.stride[0] > 1 || field.stride[1] > 1 || field.size[0] === 1 || height < 4 || width < 4)
      return [];
    return [
      advise(
        layer,
        'no-pooling-before-flatten',
        `Nothing made the picture smaller before ${layer.name}, so ${count(height * width * channels)} numbers come out: pooling keeps what was found and forgets where exactly.`,
        insertBefore(network, layer, pooling),
        { port: 'in' },
      ),
    ];
  });
};

/** The fields from which it is far: one may want to see half of a picture, and padding begins to rule beyond. */
const SMALL = 1 / 2;
const LARGE = 16;

/** Normalization over a whole picture looks at all of it, too, and leaves the positions what they are. */
function hasOnePosition({ outputShapes: [shape = []] }: CompiledLayer): boolean {
  return shape.length !== 3 || (shape[0] === 1 && shape[1] === 1);
}

/** Where all positions become one, if nothing else reads them: not the side branch of squeeze-and-excite. */
function ends(network: Network): readonly CompiledLayer[] {
  const found: CompiledLayer[] = [];
  for (const layer of network.layers) {
    const whole = (layer.receptiveField === 'all' && hasOnePosition(layer)) || flattens(layer);
    if (!whole || !picture(layer)) continue;
    const source = network.onlyBefore(layer);
    if (!source || network.onlyAfter(source) !== layer) continue;
    if (source.receptiveField !== null && source.receptiveField !== 'all') found.push(source);
  }
  return found;
}

export const receptiveFieldAdvice: Rule = (network) => {
  const size = inputSize(network);
  if (!size) return [];
  return ends(network).flatMap((source) => {
    const field = source.receptiveField;
    if (field === null || field === 'all' || field.size[0] === 1) return [];
    const ratios = [field.size[0] / size[0], field.size[1] / size[1]];
    const seen = `${field.size[0]}×${field.size[1]}`;
    const all = `${size[0]}×${size[1]}`;
    if (Math.min(...ratios) < SMALL) {
      return [
        advise(
          source,
          'receptive-field-small',
          `A position of ${source.name} sees ${seen} of the picture’s ${all} pixels: what is larger is never seen whole.`,
          poolEarlier(network, field.size, size),
        ),
      ];
    }
    if (Math.min(...ratios) > LARGE) {
      return [
        advise(
          source,
          'receptive-field-large',
          `A position of ${source.name} looks at ${seen} pixels, but the picture has ${all}: most of what it sees is padding.`,
          strideLess(network),
        ),
      ];
    }
    return [];
  });
};

/** A pooling behind the first layer with a window makes everything after it see further. */
function poolEarlier(
  network: Network,
  [seen]: readonly [number, number],
  [height]: readonly [number, number],
): readonly Fix[] {
  let place = network.layers.find(isWide);
  if (!place) return [];
  for (
    let next = network.onlyAfter(place);
    next && ['norm', 'activation'].includes(next.definition.role);
    next = network.onlyAfter(next)
  )
    place = next;
  const field = place.receptiveField;
  if (field === null || field === 'all' || isGivenOut(network.document, place.origin)) return [];
  const reach = (size: number): number =>
    field.size[0] + (size - 1) * field.stride[0] + (seen - field.size[0]) * size;
  const size = [2, 3, 4].find((each) => reach(each) >= height * SMALL) ?? 4;
  const { scope, node } = place.origin;
  const params = { poolSize: [size, size], strides: [size, size] };
  return [
    fix(inEvery(network.document, scope, `Pool ${size}×${size} after ${place.name}`), () =>
      appendAfter(
        network.document,
        node,
        newNode(network.document, pooling, params, scope),
        undefined,
        scope,
      ),
    ),
  ];
}

/** The first layer that makes the picture smaller: without that, everything after it sees half as far. */
function strideLess(network: Network): readonly Fix[] {
  const first = network.layers.find(({ slide }) => slide?.over === 'input' && Math.max(...slide.strides) > 1);
  if (!first) return [];
  if (first.definition.role === 'pooling') return [removal(network, first)];
  const shapes = first.inputShapes.map((shape) => (shape ?? []).map((dim) => dim ?? 1));
  const param = paramThat(first, [1, 1], (params) => {
    const slide = first.definition.slide?.(params, shapes);
    return slide !== undefined && Math.max(...slide.strides) === 1;
  });
  return param === undefined
    ? []
    : [setting(network, first, `Let ${first.name} go pixel by pixel`, { [param]: [1, 1] })];
}
