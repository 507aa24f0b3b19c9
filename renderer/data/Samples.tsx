import { useMemo } from 'react';
import type { DatasetDescription } from '../../shared/data/catalogue';
import { bytesSource } from '../document/views/draw-pictures';
import { Pictures } from '../document/views/Pictures';
import { usePictures } from '../document/views/use-pictures';
import styles from './data.module.css';

const SHOWN = 10;

/** A picture of each of the first classes. */
export function Samples({
  dataset,
  size = 36,
}: {
  readonly dataset: DatasetDescription;
  /** CSS pixels of one picture's width, about. */
  readonly size?: number;
}) {
  const { name } = dataset;
  const sheet = usePictures(name, {
    set: name,
    part: 'test',
    classIndex: null,
    count: SHOWN,
  });
  const source = useMemo(() => (sheet.state === 'ready' ? bytesSource(sheet.value.raw) : null), [sheet]);
  return (
    <span className={styles.samples}>
      {source !== null && (
        <Pictures
          source={source}
          indices={Array.from({ length: SHOWN }, (_, index) => index)}
          columns={5}
          size={size}
          label={`One picture of each class of ${dataset.title}`}
        />
      )}
      {sheet.state === 'failed' && <span className={styles.problem}>{sheet.message}</span>}
    </span>
  );
}
