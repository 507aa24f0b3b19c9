import type { ReactNode } from 'react';
import { NumberField, type NumberFieldProps } from '../NumberField';
import styles from './form.module.css';

/** Label, control and one sentence of help. */
export function FormRow(props: {
  readonly label: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{props.label}</span>
      <div className={styles.control}>{props.children}</div>
      {props.help !== undefined && <p className={styles.help}>{props.help}</p>}
    </div>
  );
}

/** A row whose control is a number. */
export function NumberRow({ help, ...field }: NumberFieldProps & { readonly help: string }) {
  return (
    <FormRow label={field.label} help={help}>
      <NumberField {...field} />
    </FormRow>
  );
}
