import { observer } from 'mobx-react-lite';
import { percent } from '../../../format/words';
import { BEST, type TryItStore } from './try-it-store';
import styles from './try-it.module.css';

/** The likeliest classes as bars, or why there are none. It is as high in any case. */
export const Answer = observer(function Answer({ store }: { readonly store: TryItStore }) {
  const { best, error, busy, run } = store;
  if (error !== null)
    return (
      <div className={styles.answer}>
        <p className={styles.error} role="alert">
          {error}
        </p>
      </div>
    );
  if (best === null)
    return (
      <div className={styles.answer}>
        <p className={styles.hint}>
          {busy ??
            `Give ${run.name} a picture: the ${Math.min(BEST, run.classNames.length)} likeliest of its ${run.classNames.length} classes appear here.`}
        </p>
      </div>
    );
  return (
    <ol className={styles.answer} aria-label="Likeliest classes">
      {best.map(({ name, probability }, rank) => (
        // Bars keep their places, so that they grow and shrink while classes change.
        <li key={rank} className={styles.class} data-first={rank === 0}>
          <span className={styles.className} title={name}>
            {name}
          </span>
          <span className={styles.share}>{percent(probability)}</span>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ transform: `translateX(${100 * (probability - 1)}%)` }} />
          </span>
        </li>
      ))}
    </ol>
  );
});
