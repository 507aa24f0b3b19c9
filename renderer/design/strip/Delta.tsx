import { observer } from 'mobx-react-lite';
import { change } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './strip.module.css';

interface DeltaProps {
  readonly value: number | null;
  readonly show: (size: number) => string;
}

/**
 * What the last edit changed: green where it got cheaper, amber where dearer. Behind an error the totals are not whole,
 * so that less is no gain.
 */
export const Delta = observer(function Delta({ value, show }: DeltaProps) {
  const { documents } = useApp();
  const text = value === null ? null : change(value, show);
  if (value === null || text === null) return null;
  const broken = [documents.compiled, documents.before].some((compiled) =>
    compiled?.diagnostics.some(({ severity }) => severity === 'error'),
  );
  const tone = broken ? 'unknown' : value > 0 ? 'dearer' : 'cheaper';
  return (
    <span className={styles.delta} data-tone={tone} title={`The last edit: ${text}`}>
      {text}
    </span>
  );
});
