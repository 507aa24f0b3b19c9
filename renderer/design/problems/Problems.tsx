import { observer } from 'mobx-react-lite';
import { AddLayerButton } from '../palette/AddLayerButton';
import { useApp } from '../../document/app-context';
import { Dismissed } from './Dismiss';
import { ProblemItem } from './ProblemItem';
import { worstFirst } from './problem-counts';
import styles from './problems.module.css';

/** All problems of the network at once, the worst first, advice at the end under a heading of its own. */
export const Problems = observer(function Problems() {
  const { documents } = useApp();
  const empty = documents.document.nodes.length === 0;
  const all = worstFirst(documents.compiled.diagnostics);
  const problems = all.filter(({ severity }) => severity !== 'advice');
  const advice = all.filter(({ severity }) => severity === 'advice');
  return (
    <div className={styles.panel} data-testid="problems">
      {problems.length === 0 && empty && (
        <div className={styles.none}>
          <p>Nothing is drawn yet. What doesn’t fit is listed here, with ways to mend it.</p>
          <AddLayerButton />
        </div>
      )}
      {problems.length === 0 && !empty && <p className={styles.none}>No problems: all shapes fit.</p>}
      <ul className={styles.list} aria-label="Problems">
        {problems.map((problem, index) => (
          <ProblemItem key={`${problem.code}/${problem.nodeId}/${index}`} problem={problem} named />
        ))}
      </ul>
      {advice.length > 0 && (
        <>
          <h3 className={styles.heading}>Advice</h3>
          <ul className={styles.list} aria-label="Advice">
            {advice.map((problem, index) => (
              <ProblemItem key={`${problem.code}/${problem.nodeId}/${index}`} problem={problem} named />
            ))}
          </ul>
        </>
      )}
      <Dismissed />
    </div>
  );
});
