import { CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import { nodesById } from '../../../shared/graph/scope';
import type { Severity } from '../../../shared/layers/define';
import { showLayer } from '../commands/scope';
import { withShownShapes } from '../../format/shown-shape';
import { useApp } from '../../document/app-context';
import { Dismiss } from './Dismiss';
import { FixButton } from './FixButton';
import styles from './problems.module.css';

const icons: Readonly<Record<Severity, typeof CircleAlert>> = {
  error: CircleAlert,
  warning: TriangleAlert,
  advice: Lightbulb,
};
const severityTitles: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  advice: 'Advice',
};

/** One problem in words, with the fixes that apply. `named` says which layer it is about, and leads there. */
export const ProblemItem = observer(function ProblemItem(props: {
  readonly problem: Diagnostic;
  readonly named?: boolean;
}) {
  const { problem, named = false } = props;
  const app = useApp();
  const { documents } = app;
  const Icon = icons[problem.severity];
  const { documentNode } = problem;
  const message = withShownShapes(app, problem.message);
  const layer = problem.nodeId === null ? undefined : documents.compiled.byId.get(problem.nodeId);
  const name =
    layer?.name ??
    (documentNode === null ? undefined : nodesById(documents.document).get(documentNode)?.name);

  const jump = (): void => {
    const where = problem.nodeId ?? documentNode;
    if (where !== null) showLayer(app, where);
  };

  return (
    <li className={styles.problem} data-severity={problem.severity} data-code={problem.code}>
      <Icon size={15} role="img" aria-label={severityTitles[problem.severity]} />
      <div className={styles.words}>
        {named && documentNode !== null && name !== undefined ? (
          <button type="button" className={styles.message} onClick={jump}>
            <b>{name}</b> {message}
          </button>
        ) : (
          <p className={styles.message}>{message}</p>
        )}
        {problem.fixes.length > 0 && (
          <div className={styles.fixes}>
            {problem.fixes.map((fix) => (
              <FixButton key={fix.label} fix={fix} />
            ))}
          </div>
        )}
        <Dismiss problem={problem} />
      </div>
    </li>
  );
});
