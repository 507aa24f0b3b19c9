import { useState } from 'react';
import type { Padding } from '../../../shared/schema/fields';
import { NumberField } from '../NumberField';
import { Segmented } from '../Segmented';
import type { FieldProps } from './field-props';
import styles from './fields.module.css';

type Sides = Exclude<Padding, string>;
type Mode = 'valid' | 'same' | 'own' | 'mixed';
const sideNames = ['top', 'bottom', 'left', 'right'] as const;

const allEqual = (sides: Sides): boolean => sides.every((side) => side === sides[0]);

/** None, as much as keeps the size, or pixels: one number for all sides, or four. */
export function PaddingField({
  label,
  value,
  description,
  validate,
  onChange,
  onStart,
  mixed = false,
}: FieldProps<Padding>) {
  const sides: Sides | null = mixed || typeof value === 'string' ? null : value;
  const [apart, setApart] = useState(sides !== null && !allEqual(sides));
  const mode: Mode = mixed ? 'mixed' : typeof value === 'string' ? value : 'own';
  const four = apart || (sides !== null && !allEqual(sides));

  const choose = (next: Mode): void => {
    onStart();
    // One pixel on each side is what a filter of 3 × 3 needs to keep the size.
    if (next === 'valid' || next === 'same') onChange(next);
    else if (sides === null) onChange(value === 'valid' ? [0, 0, 0, 0] : [1, 1, 1, 1]);
  };

  const own = sides !== null && allEqual(sides) ? `${sides[0]} px` : 'pixels';
  return (
    <span className={styles.stack}>
      <Segmented
        label={label}
        value={mode}
        description={description}
        options={[
          { value: 'valid', label: 'valid', title: 'No zeros around the picture' },
          { value: 'same', label: 'same', title: 'As many zeros as keep the size (at stride 1)' },
          { value: 'own', label: own, title: 'Your own number of zeros' },
        ]}
        onChange={choose}
      />
      {sides !== null && (
        <span className={styles.sides} data-four={four}>
          {four ? (
            sideNames.map((name, side) => (
              <label key={name} className={styles.side}>
                <span aria-hidden="true">{name}</span>
                <NumberField
                  label={`${label}, ${name}`}
                  value={sides[side] ?? 0}
                  min={0}
                  live
                  validate={(next) => validate([next, next, next, next])}
                  onStart={onStart}
                  onChange={(next) => onChange(withSide(sides, side, next))}
                />
              </label>
            ))
          ) : (
            <NumberField
              label={`${label}, all sides`}
              value={sides[0]}
              min={0}
              unit="px"
              live
              validate={(next) => validate([next, next, next, next])}
              onStart={onStart}
              onChange={(next) => onChange([next, next, next, next])}
            />
          )}
          <button
            type="button"
            className={styles.textButton}
            aria-pressed={four}
            onClick={() => {
              setApart(!four);
              if (four && !allEqual(sides)) onChange([sides[0], sides[0], sides[0], sides[0]]);
            }}
          >
            {four ? 'Same on all sides' : 'Each side'}
          </button>
        </span>
      )}
    </span>
  );
}

function withSide([top, bottom, left, right]: Sides, side: number, value: number): Sides {
  switch (side) {
    case 0:
      return [value, bottom, left, right];
    case 1:
      return [top, value, left, right];
    case 2:
      return [top, bottom, value, right];
    default:
      return [top, bottom, left, value];
  }
}
