import { observer } from 'mobx-react-lite';
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import type { Run } from '../../document/runs/run';
import { count, percent } from '../../format/words';
import { bytesSource } from '../../document/views/draw-pictures';
import { Pictures } from '../../document/views/Pictures';
import { usePictures } from '../../document/views/use-pictures';
import { mistakesIn } from './class-figures';
import styles from './evaluate.module.css';

const SHOWN = 48;

/** Pictures that the network got wrong, the surest mistakes first; of one cell of the matrix where one is chosen. */
export const Mistakes = observer(function Mistakes(props: {
  readonly run: Run;
  readonly cell: { readonly actual: number; readonly predicted: number } | null;
  readonly onClear: () => void;
}) {
  const { run, cell, onClear } = props;
  const name = (index: number): string => run.classNames[index] ?? String(index);
  const examples = useMemo(() => {
    const all = run.evaluation?.examples ?? [];
    const wanted =
      cell === null
        ? all
        : all.filter((example) => example.actual === cell.actual && example.predicted === cell.predicted);
    return wanted
      .slice()
      .sort((a, b) => b.probability - a.probability)
      .slice(0, SHOWN);
  }, [run.evaluation, cell]);
  const indices = examples.map((example) => example.index);
  const sheet = usePictures(
    `${run.id}/${indices.join()}`,
    indices.length === 0
      ? null
      : { set: run.dataset, part: 'test', classIndex: null, count: 0, rows: indices },
  );
  const source = useMemo(() => (sheet.state === 'ready' ? bytesSource(sheet.value.raw) : null), [sheet]);
  const shown = sheet.state === 'ready' ? sheet.value.labels.length : 0;
  const right = cell !== null && cell.actual === cell.predicted;
  const confusion = run.evaluation?.confusion ?? [];
  const all = cell === null ? mistakesIn(confusion) : (confusion[cell.actual]?.[cell.predicted] ?? 0);

  return (
    <>
      <div className={styles.mistakesHeader}>
        <h3>
          {cell === null ? 'Its surest mistakes' : `${name(cell.actual)}, taken for ${name(cell.predicted)}`}
          {examples.length > 0 && examples.length < all && (
            <span className={styles.quiet}>
              {count(examples.length)} of {count(all)}
              {cell !== null && ', the surest first'}
            </span>
          )}
        </h3>
        {cell !== null && <Button onClick={onClear}>Show all</Button>}
      </div>
      {sheet.state === 'failed' && <p className={styles.quiet}>{sheet.message}</p>}
      {run.evaluating && examples.length === 0 && (
        <p className={styles.quiet}>Looking at every test picture…</p>
      )}
      {!run.evaluating && examples.length === 0 && (
        <p className={styles.quiet}>
          {right
            ? 'These were recognized; only mistakes are kept.'
            : cell === null
              ? 'No mistakes to show.'
              : 'No picture of this kind is kept.'}
        </p>
      )}
      <ul className={styles.mistakes}>
        {examples.map((example, position) => (
          <li
            key={example.index}
            title={`Taken for ${name(example.predicted)} (${percent(example.probability)}), is ${name(example.actual)}`}
          >
            <div className={styles.mistakePicture}>
              {source !== null && position < shown && (
                <Pictures
                  source={source}
                  indices={[position]}
                  columns={1}
                  size={72}
                  label={`Test picture ${example.index}: ${name(example.actual)}, taken for ${name(example.predicted)}`}
                />
              )}
            </div>
            <span className={styles.said}>
              taken for <b>{name(example.predicted)}</b> ({percent(example.probability, 0)}),
            </span>{' '}
            <span className={styles.said}>
              is <b>{name(example.actual)}</b>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
});
