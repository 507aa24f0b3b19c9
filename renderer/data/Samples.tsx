import type { DatasetDescription } from '../../shared/data/catalogue';
import styles from './data.module.css';

/**
 * A test picture of each class, in rows of five: drawn beforehand (build/generate-samples.mjs), since a set takes seconds to
 * read. It has no text of its own: the card that it stands on is named by the set.
 */
export function Samples({ dataset: { name } }: { readonly dataset: DatasetDescription }) {
  return (
    <span className={styles.samples}>
      <img src={`datasets/${name}/samples.png`} alt="" />
    </span>
  );
}
