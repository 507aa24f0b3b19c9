import { observer } from 'mobx-react-lite';
import { largest, smallest } from '../../../shared/layers/support/extremes';
import type { EpochRecord } from '../../../shared/model/run-record';
import type { Scores } from '../../../shared/model/scores';
import { leadingScore, loss, orderedScores, scoreFacts } from '../../../shared/training/metrics/index';
import type { Run } from '../../document/runs/run';
import { inSentence } from '../../../shared/schema/in-sentence';
import { scoreValue, took } from '../../format/words';
import styles from './train.module.css';

/** A column for each score, of both parts: `Training accuracy`, `Validation loss`. */
interface Column {
  readonly heading: string;
  /** What the values are taken from. */
  readonly help: string;
  /** Whether it is what runs are ranked by. */
  readonly leading: boolean;
  readonly text: (epoch: EpochRecord) => string;
}

const parts = [
  {
    title: 'Training',
    help: 'The mean over the epoch, while the weights changed',
    scoresOf: (epoch: EpochRecord): Scores | null => epoch.train,
  },
  {
    title: 'Validation',
    help: 'At the epoch’s end',
    scoresOf: (epoch: EpochRecord): Scores | null => epoch.validation,
  },
] as const;

function columnsOf(run: Run, epochs: readonly EpochRecord[]): readonly Column[] {
  const leading = leadingScore(run.task).name;
  const ranked = epochs.some(({ validation }) => validation !== null) ? 'Validation' : 'Training';
  return parts.flatMap(({ title, help, scoresOf }) => {
    const found = epochs.flatMap((epoch) => Object.keys(scoresOf(epoch) ?? {}));
    const names = new Set([loss.name, leading, ...found]);
    const ordered = orderedScores(Object.fromEntries([...names].map((name) => [name, 0])));
    // The loss first, as training has it.
    const lossFirst = [loss, ...ordered.filter(({ name }) => name !== loss.name)];
    return lossFirst.map(({ name }): Column => {
      const facts = scoreFacts(name);
      return {
        heading: `${title} ${inSentence(facts.title)}`,
        help,
        leading: title === ranked && name === leading,
        text(epoch) {
          const value = scoresOf(epoch)?.[name];
          return value === undefined ? '–' : scoreValue(facts, value);
        },
      };
    });
  });
}

/** Of the epoch that is best by what runs are ranked by; null where only one is done. */
function bestOf(run: Run, epochs: readonly EpochRecord[]): number | null {
  if (epochs.length < 2) return null;
  const { name, better } = leadingScore(run.task);
  const values = epochs.map(({ train, validation }) => (validation ?? train)[name] ?? NaN);
  const known = values.filter((value) => !Number.isNaN(value));
  const best = better === 'higher' ? largest(known) : smallest(known);
  return epochs[values.indexOf(best)]?.epoch ?? null;
}

export const EpochTable = observer(function EpochTable({ run }: { readonly run: Run }) {
  const epochs = run.record?.epochs ?? [];
  const columns = columnsOf(run, epochs);
  const best = bestOf(run, epochs);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption>Epochs</caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            {columns.map(({ heading, help }) => (
              <th scope="col" key={heading} title={help}>
                {heading}
              </th>
            ))}
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {epochs.length === 0 && (
            <tr>
              <td colSpan={columns.length + 2} className={styles.none}>
                Each epoch adds a row.
              </td>
            </tr>
          )}
          {epochs.map((epoch) => (
            <tr key={epoch.epoch}>
              <th scope="row">{epoch.epoch}</th>
              {columns.map(({ heading, leading, text }) => (
                <td key={heading} data-best={leading && epoch.epoch === best}>
                  {text(epoch)}
                </td>
              ))}
              <td>{took(epoch.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
