/** What a part of the figure is, in exact numbers. */
import type { Compiled } from '../../shared/compiler/compiled';
import type { Part } from '../../shared/export/figure/part';
import { exactly, plural } from '../format/numbers';
import { shapeText, type ShapeNotation } from '../format/shape';

export interface PartFacts {
  readonly name: string;
  /** What makes it. */
  readonly made: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

export function factsOf(part: Part, compiled: Compiled, notation: ShapeNotation): PartFacts {
  const layers = part.layers.flatMap((id) => compiled.byId.get(id) ?? []);
  const sum = (read: (layer: (typeof layers)[number]) => number): number =>
    layers.reduce((total, layer) => total + read(layer), 0);
  const values = part.shape?.every((dim) => dim !== null)
    ? part.shape.reduce((size, dim) => size * dim, 1)
    : null;
  const [trainable, fixed, macs] = [
    sum((layer) => layer.trainable),
    sum((layer) => layer.nonTrainable),
    sum((layer) => layer.macs),
  ];
  const field = layers.at(-1)?.receptiveField ?? null;
  const times = part.copies > 1 ? ` × ${part.copies}` : '';
  return {
    name: part.name,
    made:
      part.operation.length > 0
        ? `${part.operation.join(part.bracketed ? ' · ' : ' ')}${times}`
        : plural(layers.length, 'layer'),
    rows: [
      { label: 'Shape', value: part.shape === null ? 'unknown' : shapeText(part.shape, notation) },
      ...(values === null ? [] : [{ label: 'Values', value: exactly(values) }]),
      ...(trainable + fixed > 0
        ? [
            {
              label: 'Parameters',
              value: exactly(trainable) + (fixed > 0 ? ` + ${exactly(fixed)} not trained` : ''),
            },
          ]
        : []),
      ...(macs > 0 ? [{ label: 'MACs', value: exactly(macs) }] : []),
      ...(field === null
        ? []
        : [
            {
              label: 'Sees',
              value: field === 'all' ? 'the whole input' : `${field.size.join('×')} of the input`,
            },
          ]),
    ],
  };
}

export const spoken = ({ name, made, rows }: PartFacts): string =>
  [name, made, ...rows.map(({ label, value }) => `${label.toLowerCase()} ${value}`)].join(', ');
