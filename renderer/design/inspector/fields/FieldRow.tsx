import { RotateCcw } from 'lucide-react';
import * as Radix from 'radix-ui/tooltip';
import { type ReactNode, useState } from 'react';
import type { Field } from '../../../../shared/schema/fields';
import { inSentence } from '../../../../shared/schema/in-sentence';
import controls from '../../../components/controls.module.css';
import styles from '../inspector.module.css';

/** A parameter's name with its meaning (by pointer, or F1 in the field), its widget, and the way back to its default. */
export function FieldRow(props: {
  readonly field: Field<unknown>;
  readonly isDefault: boolean;
  readonly onReset: () => void;
  readonly children: ReactNode;
}) {
  const { field, isDefault, onReset, children } = props;
  const [helps, setHelps] = useState(false);
  const reset = `Reset ${inSentence(field.label)} to its default, ${valueText(field, field.default)}`;
  return (
    <div
      className={styles.row}
      onKeyDown={(event) => {
        if (event.key === 'F1') {
          event.preventDefault();
          setHelps(!helps);
        } else if (event.key === 'Escape' && helps) setHelps(false);
      }}
      onBlur={() => setHelps(false)}
    >
      <Radix.Root open={helps} onOpenChange={setHelps}>
        <Radix.Trigger asChild>
          <span className={styles.label}>{field.label}</span>
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content className={controls.tooltip} side="left" sideOffset={6} collisionPadding={8}>
            <span>
              {field.help}
              {alsoCalled(field) !== '' && <span className={styles.also}>{alsoCalled(field)}</span>}
            </span>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <div className={styles.control}>{children}</div>
      {!isDefault && (
        <button type="button" className={styles.reset} aria-label={reset} title={reset} onClick={onReset}>
          <RotateCcw size={11} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

const alsoCalled = ({ alsoKnownAs = [] }: Field<unknown>): string =>
  alsoKnownAs.length > 0 ? `Elsewhere called ${alsoKnownAs.join(', ')}.` : '';

/** For those who can't see the tooltip. */
export const describe = (field: Field<unknown>): string => [field.help, alsoCalled(field)].join(' ').trim();

/** Values of parameters are JSON. */
export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const MOST_SIGNS = 40;

/** In a sentence: `3×3`, `same`, `on`. */
export function valueText({ widget }: Field<unknown>, value: unknown): string {
  const text = written(widget, value);
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS - 1)}…` : text;
}

function written(widget: Field<unknown>['widget'], value: unknown): string {
  if (widget.kind === 'choice')
    return widget.options.find((option) => option.value === value)?.label ?? String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return value === '' ? 'empty' : String(value);
  if (value.length === 0) return 'empty';
  if (widget.kind === 'padding')
    return value.every((side) => side === value[0]) ? `${value[0]} px` : value.join(' ');
  return value.join(widget.kind === 'pair' || widget.kind === 'shape' ? '×' : ', ');
}
