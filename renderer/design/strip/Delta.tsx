import { observer } from 'mobx-react-lite';
import { isWhole } from '../../../shared/compiler/compiled';
import { change } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './strip.module.css';

interface DeltaProps {
  readonly value: number | null;
  readonly show: (size: number) => string;
}

/**
 * What the last edit changed: green where it got cheaper, amber where dearer. Nothing where there was or is an error: the
 * totals of a part are no measure.
 */
export const Delta = observer(function Delta({ value, show }: DeltaProps) {
  const { documents } = useApp();
  const text = value === null ? null : change(value, show);
  if (value === null || text === null) return null;
  const { before, compiled } = documents;
  if (!isWhole(compiled) || (before !== null && !isWhole(before))) return null;
  return (
    <span
      className={styles.delta}
      data-tone={value > 0 ? 'dearer' : 'cheaper'}
      title={`The last edit: ${text}`}
    >
      {text}
    </span>
  );
});
