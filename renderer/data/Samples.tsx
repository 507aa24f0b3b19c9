import type { DatasetDescription } from '../../shared/data/catalogue';
import styles from './data.module.css';

/** A test picture of each class, in rows of five: drawn beforehand (build/generate-samples.mjs), since a set takes seconds to read. */
export function Samples({ dataset: { name, title } }: { readonly dataset: DatasetDescription }) {
  return (
    <span className={styles.samples}>
      <img src={`datasets/${name}/samples.png`} alt={`One picture of each class of ${title}`} />
    </span>
  );
}
