/** Whether a layer is what a query asks for. */
import type { CompiledLayer } from '../../../shared/compiler/compiled';
import { layerMemory } from '../../../shared/compiler/memory';
import type { Layer } from '../../../shared/layers/define';
import { type Field, parseParams } from '../../../shared/schema/fields';
import { compares, type Condition, type Quantity, readNumber, sizesIn } from './query';

/** All that a condition looks at. */
type Findable = Pick<
  CompiledLayer,
  'id' | 'name' | 'type' | 'params' | 'definition' | 'slide' | 'outputShapes' | 'trainable' | 'nonTrainable'
> &
  Pick<CompiledLayer, 'macs' | 'activations'>;

export function matches(layer: Findable, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => holds(layer, condition));
}

function holds(layer: Findable, condition: Condition): boolean {
  switch (condition.kind) {
    case 'word':
      return isCalled(layer, condition.text);
    case 'sizes':
      return hasSizes(layer, condition.sizes);
    case 'quantity':
      return compares(amountOf(layer, condition.quantity), condition.comparison, condition.value);
    case 'param':
      return Object.entries(layer.definition.params).some(
        ([name, field]) => isNamed(name, field, condition.name) && isSet(layer, name, field, condition),
      );
  }
}

function amountOf(layer: Findable, quantity: Quantity): number {
  switch (quantity) {
    case 'params':
      return layer.trainable;
    case 'macs':
      return layer.macs;
    case 'memory':
      return layerMemory(layer);
  }
}

const letters = (text: string): string => text.toLowerCase().replace(/[\s_.-]/g, '');

function isCalled(layer: Findable, text: string): boolean {
  const { definition } = layer;
  if (layer.id.toLowerCase().includes(text) || layer.name.toLowerCase().includes(text)) return true;
  // A name that stands for one choice of several (`relu`) is meant as that choice.
  const choice = choiceCalled(definition, text);
  if (choice !== null) return paramOf(layer, choice.param) === choice.value;
  const wanted = letters(text);
  const own = [layer.type, definition.label, definition.category].map(letters);
  return (
    own.some((name) => name.includes(wanted)) ||
    definition.aliases.some((alias) => letters(alias).startsWith(wanted) || alias.toLowerCase() === text)
  );
}

/** `relu`, `nn.ReLU`: an option of an activation's function, rather than the activation at large. */
function choiceCalled(
  { params }: Pick<Layer, 'params'>,
  text: string,
): { readonly param: string; readonly value: string } | null {
  const wanted = letters(text.replace(/^nn\./, ''));
  for (const [param, { widget }] of Object.entries(params)) {
    if (widget.kind !== 'choice') continue;
    const option = widget.options.find(
      ({ value, label }) =>
        letters(value) === wanted || label.split(/[()]/).some((part) => letters(part) === wanted),
    );
    if (option) return { param, value: option.value };
  }
  return null;
}

function hasSizes({ slide, outputShapes }: Findable, sizes: readonly number[]): boolean {
  if (sizes.length === 2 && slide && sizes.every((size, axis) => slide.size[axis] === size)) return true;
  return outputShapes.some((shape) => {
    const [a, b, c] = sizes;
    const [height, width, channels] = shape;
    if (sizes.length === 2) return shape.length === 3 && height === a && width === b;
    if (sizes.length !== 3 || shape.length !== 3) return false;
    // Written channels last or first.
    return (height === a && width === b && channels === c) || (channels === a && height === b && width === c);
  });
}

function isNamed(name: string, field: Field<unknown>, wanted: string): boolean {
  const asked = letters(wanted);
  return [name, field.label, ...(field.alsoKnownAs ?? [])].some((each) => {
    const known = letters(each);
    return (
      known === asked || known.replace(/s$/, '') === asked.replace(/s$/, '') || shortened(known) === asked
    );
  });
}

/** `kernel` for `kernelSize`, as people say. */
const shortened = (name: string): string => name.replace(/(size|rate|shape)$/, '');

function paramOf(layer: Findable, name: string): unknown {
  const parsed: { readonly params: Readonly<Record<string, unknown>> } = parseParams(
    layer.definition.params,
    layer.params,
  );
  return parsed.params[name];
}

function isSet(
  layer: Findable,
  name: string,
  field: Field<unknown>,
  { comparison, value }: Extract<Condition, { kind: 'param' }>,
): boolean {
  const is = paramOf(layer, name);
  if (typeof is === 'boolean') return comparison === '=' && is === /^(true|yes|on|1)$/i.test(value);
  if (typeof is === 'string') {
    const label =
      field.widget.kind === 'choice'
        ? field.widget.options.find((option) => option.value === is)?.label
        : undefined;
    return comparison === '=' && [is, label ?? is].some((each) => letters(each) === letters(value));
  }
  const numbers = typeof is === 'number' ? [is] : Array.isArray(is) ? is.map(Number) : [];
  if (/\d\s?[x×*@]\s?\d/.test(value)) {
    const sizes = sizesIn(value);
    return (
      comparison === '=' && sizes.length === numbers.length && sizes.every((size, i) => size === numbers[i])
    );
  }
  const number = readNumber(value);
  return number !== null && numbers.length > 0 && numbers.every((each) => compares(each, comparison, number));
}
