import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Model } from '../../../shared/engine/run';
import type { Run } from '../../training/run';
import { count, loss, percent } from '../../training/words';
import { ClassTable } from './ClassTable';
import { ConfusionMatrix } from './ConfusionMatrix';
import { Mistakes } from './Mistakes';
import styles from './evaluate.module.css';

export const EvaluationView = observer(function EvaluationView(props: {
  readonly run: Run;
  readonly model: Model;
}) {
  const { run, model } = props;
  const [cell, setCell] = useState<{ actual: number; predicted: number } | null>(null);
  // What training measured at its end is shown at once; the examples follow when the worker has gone through again.
  const result = run.evaluation ?? run.record?.test ?? null;
  const { classNames } = model;

  return (
    <>
      <dl className={styles.figures} aria-busy={run.evaluating}>
        <div>
          <dt>Test accuracy</dt>
          <dd>{result === null ? '–' : percent(result.accuracy, 2)}</dd>
        </div>
        <div>
          <dt>Test loss</dt>
          <dd>{result === null ? '–' : loss(result.loss)}</dd>
        </div>
        <div>
          <dt>Test pictures</dt>
          <dd>{result === null ? '–' : count(result.count)}</dd>
        </div>
        <div>
          <dt>Mistaken</dt>
          <dd>{result === null ? '–' : count(Math.round(result.count * (1 - result.accuracy)))}</dd>
        </div>
      </dl>
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
      <section className={styles.panel} aria-label="Mistaken pictures">
        <Mistakes run={run} model={model} cell={cell} onClear={() => setCell(null)} />
      </section>
    </>
  );
});
