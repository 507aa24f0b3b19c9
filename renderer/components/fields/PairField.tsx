import { Link2, Link2Off } from 'lucide-react';
import { useState } from 'react';
import type { Pair } from '../../../shared/schema/fields';
import { inSentence } from '../../../shared/schema/in-sentence';
import { NumberField } from '../NumberField';
import type { FieldProps } from './field-props';
import styles from './fields.module.css';

/** Height and width; linked they change together, as they nearly always do. */
export function PairField(props: FieldProps<Pair> & { readonly min: number; readonly max: number }) {
  const { label, value, description, min, max, validate, onChange, onStart } = props;
  const { mixed = false, onRevert } = props;
  const [height, width] = value;
  const [linked, setLinked] = useState(height === width);
  // Undo may bring back a pair that differs.
  const together = linked && height === width;
  const part = (axis: 0 | 1, name: string) => (
    <NumberField
      label={`${label}, ${name}`}
      value={value[axis]}
      min={min}
      max={max}
      description={description}
      live
      mixed={mixed}
      onRevert={onRevert}
      validate={(next) => validate([next, next])}
      onStart={onStart}
      onChange={(next) => {
        if (together) onChange([next, next]);
        else onChange(axis === 0 ? [next, width] : [height, next]);
      }}
    />
  );
  return (
    <span className={styles.pair}>
      {part(0, 'height')}
      <span aria-hidden="true">×</span>
      {part(1, 'width')}
      <button
        type="button"
        className={styles.link}
        aria-pressed={together}
        aria-label={`Keep height and width of ${inSentence(label)} equal`}
        title={together ? 'Height and width change together' : 'Height and width are set apart'}
        onClick={() => {
          setLinked(!together);
          if (!together && height !== width) onChange([height, height]);
        }}
      >
        {together ? <Link2 size={14} /> : <Link2Off size={14} />}
      </button>
    </span>
  );
}
