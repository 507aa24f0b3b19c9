import { observer } from 'mobx-react-lite';
import type { Run } from '../../training/run';
import { clock, loss, percent } from '../../training/words';
import styles from './train.module.css';

export const EpochTable = observer(function EpochTable({ run }: { readonly run: Run }) {
  const epochs = run.record?.epochs ?? [];
  const dash = (value: number | null, show: (value: number) => string): string =>
    value === null ? '–' : show(value);
  const best = epochs.reduce<number | null>((found, epoch) => {
    const value = epoch.valAccuracy ?? epoch.accuracy;
    return found === null || value > found ? value : found;
  }, null);
  const rows = epochs.length > 0 ? epochs : null;
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption>Epochs</caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Training loss</th>
            <th scope="col">Training accuracy</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Validation accuracy</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {rows === null && (
            <tr>
              <td colSpan={6} className={styles.none}>
                Each epoch adds a row.
              </td>
            </tr>
          )}
          {rows?.map((epoch) => (
            <tr
              key={epoch.epoch}
              data-best={epochs.length > 1 && (epoch.valAccuracy ?? epoch.accuracy) === best}
            >
              <th scope="row">{epoch.epoch}</th>
              <td>{loss(epoch.loss)}</td>
              <td>{percent(epoch.accuracy)}</td>
              <td>{dash(epoch.valLoss, loss)}</td>
              <td>{dash(epoch.valAccuracy, percent)}</td>
              <td>{clock(epoch.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
