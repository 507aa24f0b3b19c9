import type { ReactNode } from 'react';
import styles from './empty-sheet.module.css';

/** What to do with nothing, in the middle of where something will be. */
export function EmptySheet(props: {
  readonly title: string;
  readonly text: ReactNode;
  /** Buttons. */
  readonly children?: ReactNode;
}) {
  const { title, text, children } = props;
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children !== undefined && <div className={styles.ways}>{children}</div>}
    </div>
  );
}
