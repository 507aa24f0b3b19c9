import { ArrowRight, TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { Comparison } from '../../../shared/compiler/compare/compare';
import { change, compact, exactly, macsText } from '../../format/numbers';
import { totalRows } from './compare-text';
import styles from './compare.module.css';

const percent = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** `+2,556 (4.14 %)` */
function difference(before: number, after: number, show: (value: number) => string): string {
  const text = change(after - before, show);
  if (text === null) return 'no change';
  return before === 0
    ? text
    : `${text} (${percent.format((Math.abs(after - before) / before) * 100)}\u202f%)`;
}

/** Both networks' totals, and what lies between them. */
export const CompareTotals = observer(function CompareTotals({
  comparison,
}: {
  readonly comparison: Comparison;
}) {
  const { totals, whole } = comparison;
  const broken = (['left', 'right'] as const).filter((side) => !whole[side]);
  return (
    <>
      <dl className={styles.totals}>
        {totalRows.map(({ label, of }) => {
          const [before, after] = [of(totals.left), of(totals.right)];
          const show = label === 'MACs' ? macsText : (value: number) => compact(value);
          const tone = broken.length > 0 || after === before ? 'none' : after > before ? 'dearer' : 'cheaper';
          return (
            <div key={label} className={styles.total}>
              <dt>{label}</dt>
              <dd className={styles.figures} title={`${exactly(before)} → ${exactly(after)}`}>
                <span>{show(before)}</span>
                <ArrowRight size={12} aria-label="to" />
                <span>{show(after)}</span>
              </dd>
              <dd
                className={styles.delta}
                data-tone={tone}
                title={change(after - before, exactly) ?? undefined}
              >
                {difference(before, after, show)}
              </dd>
            </div>
          );
        })}
      </dl>
      {broken.length > 0 && (
        <p className={styles.broken}>
          <TriangleAlert size={13} aria-hidden="true" />
          {broken.length === 2
            ? 'Both networks have errors'
            : `The network on the ${broken.join('')} has errors`}
          , so that not all of its layers are counted.
        </p>
      )}
    </>
  );
});
