import type { SourceFacts } from '../../shared/data/source';
import { plural } from '../format/words';
import styles from './data.module.css';

/** What the owner of a set should know: what is strange about it, and each file that is not used. */
export function SetRemarks({ facts: { remarks, leftOut } }: { readonly facts: SourceFacts }) {
  if (remarks.length === 0 && leftOut.length === 0) return null;
  return (
    <div className={styles.remarks} role="note">
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      {leftOut.length > 0 && (
        <details>
          <summary>{plural(leftOut.length, 'file is', 'files are')} left out</summary>
          <ul>
            {leftOut.slice(0, SHOWN).map(({ path, why }) => (
              <li key={path}>{why}</li>
            ))}
            {leftOut.length > SHOWN && <li>and {plural(leftOut.length - SHOWN, 'more', 'more')}</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

const SHOWN = 100;
