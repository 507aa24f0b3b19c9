import type { Field, Padding, Pair } from '../../../shared/schema/fields';
import { NumberField } from '../NumberField';
import { Segmented } from '../Segmented';
import { Select } from '../Select';
import { Toggle } from '../Toggle';
import type { FieldProps } from './field-props';
import { LimitField } from './LimitField';
import { PaddingField } from './PaddingField';
import { PairField } from './PairField';
import { parseShape } from './parse-shape';
import { TypedField } from './TypedField';

/** Choices that fit side by side are shown at once: so many letters. */
const ROOM = 22;
const ROOM_WHEN_NARROW = 17;
const MARGINS = 4;

const onOff: readonly { readonly value: 'on' | 'off' | 'mixed'; readonly label: string }[] = [
  { value: 'off', label: 'off' },
  { value: 'on', label: 'on' },
];

const isNumeric = ({ widget: { kind } }: Field<unknown>): boolean =>
  kind === 'integer' || kind === 'number' || kind === 'share' || kind === 'pair';

/** The widget that the field asks for. The value was checked by the field's own schema, which is what the guards repeat. */
export function ParamField(
  props: FieldProps<unknown> & {
    readonly field: Field<unknown>;
    readonly narrow?: boolean;
    /** Of a limit: what there is to choose from. */
    readonly range?: { readonly min: number; readonly max: number };
  },
) {
  const {
    field,
    label,
    description,
    validate,
    onChange,
    onStart,
    mixed = false,
    onRevert,
    live = true,
  } = props;
  // Of values that differ none is shown; numbers still step from the first.
  const value = mixed && !isNumeric(field) ? undefined : props.value;
  const placeholder = mixed ? 'mixed' : undefined;
  const { widget, unit } = field;
  const room = props.narrow === true ? ROOM_WHEN_NARROW : ROOM;
  switch (widget.kind) {
    case 'integer':
    case 'number':
      return (
        <NumberField
          label={label}
          description={description}
          value={typeof value === 'number' ? value : 0}
          min={widget.min}
          max={widget.max}
          step={widget.step}
          unit={unit}
          live={live}
          mixed={mixed}
          onRevert={onRevert}
          validate={validate}
          onChange={onChange}
          onStart={onStart}
        />
      );
    case 'share':
      return (
        <NumberField
          label={`${label}, in percent`}
          description={description}
          value={typeof value === 'number' ? Math.round(value * 100) : 0}
          min={widget.min * 100}
          max={widget.max * 100}
          step={widget.step * 100}
          unit="%"
          live={live}
          mixed={mixed}
          onRevert={onRevert}
          onChange={(percent) => onChange(percent / 100)}
          onStart={onStart}
        />
      );
    case 'limit':
      return (
        <LimitField {...props} value={typeof value === 'number' ? value : null} widget={widget} live={live} />
      );
    case 'pair':
      return (
        <PairField
          {...props}
          value={isPair(value) ? value : [widget.min, widget.min]}
          min={widget.min}
          max={widget.max}
        />
      );
    case 'toggle':
      if (mixed) {
        return (
          <Segmented
            label={label}
            description={description}
            value="mixed"
            options={onOff}
            onChange={(chosen) => onChange(chosen === 'on')}
          />
        );
      }
      return <Toggle label={label} description={description} checked={value === true} onChange={onChange} />;
    case 'choice': {
      const { options } = widget;
      // A fourth has its own margins, which take the place of letters.
      const letters = options.reduce(
        (sum, { label: text }) => sum + text.length,
        options.length > 3 ? MARGINS : 0,
      );
      const wide = letters > room || options.length > 4;
      const Choice = wide ? Select : Segmented;
      return (
        <Choice
          label={label}
          description={description}
          value={mixed ? '' : String(value)}
          placeholder={placeholder}
          options={options}
          onChange={onChange}
        />
      );
    }
    case 'padding':
      return <PaddingField {...props} value={isPadding(value) ? value : 'valid'} />;
    case 'shape':
      return (
        <TypedField
          label={label}
          description={description}
          value={isNumbers(value) ? value : []}
          mono
          placeholder={placeholder}
          show={(shape) => shape.join('×')}
          read={(text) => {
            const shape = parseShape(text);
            const problem =
              shape === null ? `${label} must be sizes such as 28×28×1; “${text}” is none.` : validate(shape);
            return shape === null || problem !== null ? { problem: problem ?? '' } : { value: shape };
          }}
          onChange={onChange}
          onStart={onStart}
        />
      );
    case 'numbers':
      return (
        <TypedField
          label={label}
          description={description}
          value={isNumbers(value) ? value : []}
          mono
          placeholder={placeholder}
          show={(list) => list.join(', ')}
          read={(text) => {
            const list = text.split(/[\s,;]+/).flatMap((part) => (part === '' ? [] : [Number(part)]));
            const problem = list.some((each) => !Number.isFinite(each))
              ? `${label} must be numbers such as 0.485, 0.456; “${text}” is none.`
              : validate(list);
            return problem === null ? { value: list } : { problem };
          }}
          onChange={onChange}
          onStart={onStart}
        />
      );
    case 'names': {
      const names = isTexts(value) ? value : [];
      return (
        <TypedField
          label={label}
          description={description}
          value={names}
          lines={Math.min(10, Math.max(3, names.length))}
          placeholder={placeholder ?? 'One per line'}
          show={(list) => list.join('\n')}
          read={(text) => {
            const list = text.split('\n').map((line) => line.trim());
            while (list.at(-1) === '') list.pop();
            const problem = validate(list);
            return problem === null ? { value: list } : { problem };
          }}
          onChange={onChange}
          onStart={onStart}
        />
      );
    }
    case 'text':
      return (
        <TypedField
          label={label}
          description={description}
          value={typeof value === 'string' ? value : ''}
          placeholder={placeholder}
          show={(text) => text}
          read={(text) => {
            const problem = validate(text);
            return problem === null ? { value: text } : { problem };
          }}
          onChange={onChange}
          onStart={onStart}
        />
      );
  }
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number');
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
const isPair = (value: unknown): value is Pair => isNumbers(value) && value.length === 2;
const isPadding = (value: unknown): value is Padding =>
  value === 'valid' || value === 'same' || (isNumbers(value) && value.length === 4);
