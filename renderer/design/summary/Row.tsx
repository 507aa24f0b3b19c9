import { memo, type CSSProperties } from 'react';
import { showLayer } from '../commands/scope';
import { bytes, compact, exactly } from '../../format/numbers';
import type { Shape } from '../../../shared/layers/shape';
import { useApp } from '../../document/app-context';
import { fieldText, typeText } from './summary-text';
import { amountKeys, type AmountKey, type Amounts, type SummaryRow } from './summary-rows';
import styles from './summary.module.css';

interface RowProps {
  readonly row: SummaryRow;
  readonly depth: number;
  readonly write: (shape: Shape) => string;
  /** Of each amount the largest of all rows, as which the others' bars are drawn. */
  readonly largest: Amounts;
  /** Null where the row is not counted. */
  readonly whole: Amounts | null;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onFocus: (key: string) => void;
}

const indent = (depth: number): CSSProperties => ({ paddingLeft: 16 + 16 * depth });

/** Redrawn only where something of its own changes: there may be thousands. */
export const Row = memo(function Row(props: RowProps) {
  const { row, depth, write, largest, whole, selected, tabStop, onFocus } = props;
  const app = useApp();
  return (
    <tr data-selected={selected} onClick={() => showLayer(app, row.key)}>
      <th scope="row" style={indent(depth)}>
        <button
          type="button"
          className={styles.name}
          tabIndex={tabStop ? 0 : -1}
          title={row.path}
          onFocus={() => onFocus(row.key)}
        >
          {row.name}
        </button>
      </th>
      <td>{typeText(row)}</td>
      <td className={styles.mono}>{row.outputShape === null ? '' : write(row.outputShape)}</td>
      {amountKeys.map((key) => (
        <Amount key={key} of={key} value={row[key]} largest={largest[key]} whole={whole?.[key] ?? null} />
      ))}
      <td className={`${styles.number} ${styles.mono}`}>{fieldText(row.receptiveField)}</td>
    </tr>
  );
});

const names: Readonly<Record<AmountKey, string>> = {
  trainable: 'trainable parameters',
  nonTrainable: 'non-trainable parameters',
  macs: 'MACs',
  memory: 'memory while training',
};

const short = (of: AmountKey, value: number): string => (of === 'memory' ? bytes(value) : compact(value));
const exact = (of: AmountKey, value: number): string =>
  of === 'memory' ? `${exactly(value)} bytes` : exactly(value);

interface AmountProps {
  readonly of: AmountKey;
  readonly value: number;
  readonly largest: number;
  readonly whole: number | null;
}

function Amount({ of, value, largest, whole }: AmountProps) {
  if (value === 0)
    return (
      <td className={`${styles.number} ${styles.mono}`} title="0">
        ·
      </td>
    );
  const share = whole === null || whole === 0 ? 0 : (100 * value) / whole;
  const percent = share < 0.1 ? 'less than 0.1' : share.toFixed(1).replace(/\.0$/, '');
  const meaning =
    whole === null ? 'not counted, since no output needs it' : `${percent} % of the network’s ${names[of]}`;
  const style: CSSProperties & Record<'--bar', string> = { '--bar': (value / largest).toFixed(4) };
  return (
    <td
      className={`${styles.number} ${styles.mono} ${styles.bar}`}
      style={style}
      title={`${exact(of, value)}: ${meaning}`}
    >
      {short(of, value)}
    </td>
  );
}

export function TotalRow({ label, amounts }: { readonly label: string; readonly amounts: Amounts }) {
  return (
    <tr>
      <th scope="row" colSpan={3}>
        {label}
      </th>
      {amountKeys.map((key) => (
        <td key={key} className={`${styles.number} ${styles.mono}`} title={exact(key, amounts[key])}>
          {short(key, amounts[key])}
        </td>
      ))}
      <td />
    </tr>
  );
}
