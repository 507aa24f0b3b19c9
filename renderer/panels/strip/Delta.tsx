import { change } from '../../format/numbers';
import styles from './strip.module.css';

/** What the last edit changed: green where it got cheaper, amber where dearer. Nothing where it changed nothing. */
export function Delta({
  value,
  show,
}: {
  readonly value: number | null;
  readonly show: (size: number) => string;
}) {
  const text = value === null ? null : change(value, show);
  if (value === null || text === null) return null;
  return (
    <span
      className={styles.delta}
      data-direction={value > 0 ? 'more' : 'less'}
      title={`The last edit: ${text}`}
    >
      {text}
    </span>
  );
}
