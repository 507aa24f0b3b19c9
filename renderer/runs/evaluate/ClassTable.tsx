import { useMemo } from 'react';
import { count, percent } from '../../format/words';
import { classFigures } from './class-figures';
import styles from './evaluate.module.css';

function share(value: number | null): string {
  return value === null ? '–' : percent(value);
}

export function ClassTable(props: {
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
}) {
  const { confusion, classNames } = props;
  const figures = useMemo(() => classFigures(confusion), [confusion]);
  return (
    <table className={styles.classTable}>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col" title="Of the pictures called this, how many are">
            Precision
          </th>
          <th scope="col" title="Of the pictures that are this, how many were found">
            Recall
          </th>
          <th scope="col" title="Harmonic mean of precision and recall">
            F1
          </th>
          <th scope="col">Pictures</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure, index) => (
          <tr key={index}>
            <th scope="row">{classNames[index] ?? index}</th>
            <td>{share(figure.precision)}</td>
            <td>
              <span className={styles.recall} aria-hidden="true">
                <span style={{ transform: `scaleX(${figure.recall ?? 0})` }} />
              </span>
              <span className={styles.recallText}>{share(figure.recall)}</span>
            </td>
            <td>{share(figure.f1)}</td>
            <td>{count(figure.support)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
