import type { ReactNode } from 'react';
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
