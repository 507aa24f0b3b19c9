import { useState } from 'react';
import { count, percent } from '../../format/words';
import { sentenceOf, shareOf, STRONG, tintOf } from './class-figures';
import styles from './evaluate.module.css';

/** Letters that find room above a cell. */
const UPRIGHT = 3;

/** Rows are what the pictures are, columns what the network said. A row adds up to the class's pictures. */
export function ConfusionMatrix(props: {
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
  readonly selected: { readonly actual: number; readonly predicted: number } | null;
  readonly onSelect: (cell: { actual: number; predicted: number } | null) => void;
}) {
  const { confusion, classNames, selected, onSelect } = props;
  const [hovered, setHovered] = useState<{ actual: number; predicted: number } | null>(null);
  const told = hovered ?? selected;
  const name = (index: number): string => classNames[index] ?? String(index);

  return (
    <div className={styles.matrixBox}>
      <table
        className={styles.matrix}
        style={{ ['--classes' as string]: String(confusion.length) }}
        data-upright={confusion.every((_, index) => name(index).length <= UPRIGHT)}
        onMouseLeave={() => setHovered(null)}
      >
        <caption className={styles.hidden}>
          Confusion matrix: rows are the actual classes, columns the predicted ones.
        </caption>
        <thead>
          <tr>
            <td className={styles.corner}>
              <span>actual ↓</span> <span>predicted →</span>
            </td>
            {confusion.map((_, index) => (
              <th key={index} scope="col" title={name(index)}>
                <span>{name(index)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, actual) => (
            <tr key={actual}>
              <th scope="row" title={name(actual)}>
                {name(actual)}
              </th>
              {row.map((cell, predicted) => {
                const share = shareOf(row, predicted);
                const right = actual === predicted;
                const isSelected = selected?.actual === actual && selected.predicted === predicted;
                return (
                  <td key={predicted}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-right={right}
                      data-strong={share >= STRONG}
                      style={{ ['--share' as string]: `${tintOf(share).toFixed(1)}%` }}
                      aria-pressed={isSelected}
                      aria-label={sentenceOf(confusion, classNames, actual, predicted)}
                      onMouseEnter={() => setHovered({ actual, predicted })}
                      onFocus={() => setHovered({ actual, predicted })}
                      onBlur={() => setHovered(null)}
                      onClick={() => onSelect(isSelected ? null : { actual, predicted })}
                    >
                      {cell === 0 ? '' : count(cell)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.sentence}>
        {told === null
          ? `Each row adds up to a class’s test pictures; the diagonal, ${percent(diagonal(confusion))} of all, is right. Choose a cell to see its pictures.`
          : sentenceOf(confusion, classNames, told.actual, told.predicted)}
      </p>
    </div>
  );
}

function diagonal(confusion: readonly (readonly number[])[]): number {
  const all = confusion.flat().reduce((sum, cell) => sum + cell, 0);
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  return all === 0 ? 0 : right / all;
}
