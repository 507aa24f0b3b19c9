import { observer } from 'mobx-react-lite';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import { FixButton } from '../../design/problems/FixButton';
import styles from './train.module.css';

/** Why training can't start, each with its fixes. What comes before all else is said in the middle of the window. */
export const StartProblems = observer(function StartProblems() {
  const { runs, forecast, documents, ui } = useApp();
  const begins =
    runs.selected === null && (documents.document.nodes.length === 0 || forecast.dataset === null);
  if (begins || forecast.problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="What stands in the way">
      {forecast.problems.map((problem, index) => (
        <li key={`${problem.code}/${problem.nodeId}/${index}`}>
          <p>{problem.message}</p>
          <div className={styles.fixes}>
            {problem.fixes.map((fix) => (
              <FixButton key={fix.label} fix={fix} />
            ))}
            {problem.code === 'no-data' && (
              <Button onClick={() => ui.setWorkspace('data')}>Choose pictures</Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
});
