import { CircleAlert, FileText } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { RecentFile } from '../../shared/protocol/host';
import { Button } from '../components/Button';
import { useApp } from '../document/app-context';
import { ago } from '../format/words';
import styles from './start.module.css';

/** Files that were opened or saved of late; what can't be opened any more says why. */
export const RecentFiles = observer(function RecentFiles(props: {
  readonly files: readonly RecentFile[];
  readonly query: string;
  /** Enter in the search opens the first. */
  readonly enters: boolean;
}) {
  const { files: shown, query, enters } = props;
  const { files } = useApp();
  if (query !== '' && shown.length === 0) return null;
  return (
    <section aria-labelledby="start-recent">
      <h3 id="start-recent" className={styles.heading}>
        Go on
      </h3>
      {shown.length === 0 ? (
        <p className={styles.hint}>Files that you open or save appear here.</p>
      ) : (
        <ul className={styles.recent}>
          {shown.map(({ handle, name, openedAt, isCopy }, index) => {
            const problem = files.recent.problems.get(handle);
            return (
              <li key={handle}>
                <button
                  type="button"
                  className={styles.file}
                  data-start-card=""
                  data-first={enters && index === 0}
                  data-problem={problem !== undefined}
                  onClick={() => void files.openRecent(handle)}
                >
                  {problem === undefined ? (
                    <FileText size={15} aria-hidden="true" />
                  ) : (
                    <CircleAlert size={15} aria-hidden="true" />
                  )}
                  <span className={styles.fileWords}>
                    <span className={styles.fileName}>{name}</span>
                    <span className={styles.quiet}>
                      {problem ?? (isCopy ? `a copy, ${ago(openedAt)}` : ago(openedAt))}
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {query === '' && (
        <Button variant="quiet" className={styles.all} onClick={() => void files.work.lookForWork()}>
          Recover unsaved work…
        </Button>
      )}
    </section>
  );
});
