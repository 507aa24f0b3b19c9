import { observer } from 'mobx-react-lite';
import { useState, type ReactNode } from 'react';
import { orderedScores } from '../../../shared/training/metrics/index';
import { inSentence } from '../../../shared/schema/in-sentence';
import type { Run } from '../../document/runs/run';
import { count, scoreValue } from '../../format/words';
import { mistakesIn } from './class-figures';
import { ClassTable } from './ClassTable';
import { ConfusionMatrix } from './ConfusionMatrix';
import { Mistakes } from './Mistakes';
import styles from './evaluate.module.css';

/** `children` stand between the figures and what they are made of. */
export const EvaluationView = observer(function EvaluationView(props: {
  readonly run: Run;
  readonly children: ReactNode;
}) {
  const { run, children } = props;
  const [cell, setCell] = useState<{ actual: number; predicted: number } | null>(null);
  // What training measured at its end is shown at once; the examples follow when the worker has gone through again.
  const result = run.evaluation ?? run.record?.test ?? null;
  const { classNames } = run;
  const mistaken = result && mistakesIn(result.confusion);

  return (
    <>
      <dl className={styles.figures} aria-busy={run.evaluating}>
        {orderedScores(result?.scores ?? {}).map((score) => (
          <div key={score.name} title={score.help}>
            <dt>Test {inSentence(score.title)}</dt>
            <dd>{scoreValue(score, score.value, 2)}</dd>
          </div>
        ))}
        <div>
          <dt>Test pictures</dt>
          <dd>{result === null ? '–' : count(result.count)}</dd>
        </div>
        <div>
          <dt>Mistaken</dt>
          <dd>{mistaken === null ? '–' : count(mistaken)}</dd>
        </div>
      </dl>
      {children}
      {result === null ? (
        <p className={styles.quiet} role="status">
          {run.evaluating ? 'Measuring…' : ''}
        </p>
      ) : (
        <div className={styles.columns}>
          <section className={styles.panel} aria-label="Confusion matrix">
            <h3>Which class is taken for which</h3>
            <ConfusionMatrix
              confusion={result.confusion}
              classNames={classNames}
              selected={cell}
              onSelect={setCell}
            />
          </section>
          <section className={styles.panel} aria-label="Each class">
            <h3>Each class</h3>
            <ClassTable confusion={result.confusion} classNames={classNames} />
          </section>
        </div>
      )}
      <section className={styles.panel} aria-label="Mistaken pictures" data-chosen={cell !== null}>
        <Mistakes run={run} cell={cell} onClear={() => setCell(null)} />
      </section>
    </>
  );
});
