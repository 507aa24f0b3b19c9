import { inSentence } from '../../../shared/schema/in-sentence';
import { NumberField } from '../NumberField';
import { Segmented } from '../Segmented';
import type { FieldProps } from './field-props';

const limits = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'At most' },
] as const;

/** All, or at most so many. */
export function LimitField(
  props: FieldProps<number | null> & {
    readonly widget: { readonly first: number; readonly step: number };
    /** What there is to choose from. */
    readonly range?: { readonly min: number; readonly max: number };
  },
) {
  const { label, description, value, widget, range, validate, onChange, onStart, live } = props;
  return (
    <>
      <Segmented
        label={label}
        description={description}
        value={value === null ? 'all' : 'some'}
        options={limits}
        onChange={(choice) =>
          onChange(choice === 'all' ? null : Math.min(widget.first, range?.max ?? widget.first))
        }
      />
      {value !== null && (
        <NumberField
          label={`At most so many ${inSentence(label)}`}
          value={value}
          min={range?.min ?? 1}
          max={range?.max}
          step={widget.step}
          live={live}
          validate={validate}
          onChange={onChange}
          onStart={onStart}
        />
      )}
    </>
  );
}
