import { ArrowDown, ArrowUp } from 'lucide-react';
import { exactly, MACS_ARE } from '../../format/numbers';
import type { ColumnKey, Sorting } from './sort-rows';
import styles from './summary.module.css';

interface Column {
  readonly key: ColumnKey;
  readonly label: string;
  readonly number?: boolean;
  readonly title?: string;
}

const columns = (batchSize: number): readonly Column[] => [
  { key: 'name', label: 'Layer' },
  { key: 'type', label: 'Type' },
  { key: 'outputShape', label: 'Output', title: 'Sorted by the number of values' },
  { key: 'trainable', label: 'Trainable', number: true, title: 'Parameters that training changes' },
  {
    key: 'nonTrainable',
    label: 'Non-trainable',
    number: true,
    title: 'Parameters that training leaves to themselves, such as moving averages',
  },
  { key: 'macs', label: 'MACs', number: true, title: `For one image. ${MACS_ARE}` },
  {
    key: 'memory',
    label: 'Memory',
    number: true,
    title: `While training at batch ${exactly(batchSize)}: weights, gradients, optimizer and activations`,
  },
  {
    key: 'receptiveField',
    label: 'Receptive field',
    number: true,
    title: 'Pixels of the input that one value of the output sees at most; padding counts as pixels',
  },
];

interface ColumnHeadsProps {
  readonly sorting: Sorting | null;
  readonly batchSize: number;
  readonly onSort: (column: ColumnKey) => void;
}

export function ColumnHeads({ sorting, batchSize, onSort }: ColumnHeadsProps) {
  return (
    <thead>
      <tr>
        {columns(batchSize).map(({ key, label, number = false, title }) => {
          const direction = sorting?.column === key ? sorting.direction : null;
          const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
          return (
            <th
              key={key}
              scope="col"
              aria-sort={direction ?? 'none'}
              className={number ? styles.number : undefined}
            >
              <button type="button" className={styles.head} title={title} onClick={() => onSort(key)}>
                {label}
                {direction !== null && <Arrow size={12} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
