import { ArrowRight, Images } from 'lucide-react';
import { compile } from '../../shared/compiler/compile';
import type { DatasetDescription } from '../../shared/data/catalogue';
import { findTemplate } from '../../templates';
import { exactly } from '../format/numbers';
import { useApp } from '../document/app-context';
import { choiceOf } from '../../shared/training/choose-set';
import { Samples } from '../data/Samples';
import styles from './start.module.css';

/** Small enough to be trained while one watches. */
const NETWORK = 'lenet5_modern';

/** The data sets that ship with the app: one click to a network that is ready to be trained on them. */
export function PictureSets(props: {
  readonly sets: readonly DatasetDescription[];
  /** Enter in the search opens the first. */
  readonly enters: boolean;
  /** Asks for a folder of one's own; null: that is not offered now. */
  readonly onOwn: (() => void) | null;
}) {
  const { sets, enters, onOwn } = props;
  const { files, ui } = useApp();
  const network = findTemplate(NETWORK);
  if (network === undefined || sets.length === 0) return null;
  const begin = (dataset: DatasetDescription): void => {
    const { document } = network;
    files.newDocument({
      ...document,
      name: `${dataset.title} with ${network.title}`,
      data: { ...document.data, ...choiceOf(dataset, compile(document)) },
    });
    ui.setWorkspace('data');
  };
  return (
    <section aria-labelledby="start-pictures">
      <h3 id="start-pictures" className={styles.heading}>
        Start from pictures
      </h3>
      <ul className={styles.sets}>
        {sets.map((dataset, index) => (
          <li key={dataset.name}>
            <button
              type="button"
              className={styles.set}
              data-start-card=""
              data-dataset={dataset.name}
              data-first={enters && index === 0}
              onClick={() => begin(dataset)}
            >
              <Samples dataset={dataset} />
              <span className={styles.setWords}>
                <span className={styles.cardTitle}>{dataset.title}</span>
                <span className={styles.cardText}>
                  {exactly(dataset.trainCount)} pictures to train on, {dataset.classNames.length} classes
                </span>
                <span className={styles.go}>
                  Train {network.title} on them <ArrowRight size={13} aria-hidden="true" />
                </span>
              </span>
            </button>
          </li>
        ))}
        {onOwn !== null && (
          <li>
            <button type="button" className={styles.set} data-start-card="" onClick={onOwn}>
              <span className={styles.ownPictures}>
                <Images size={30} strokeWidth={1.4} aria-hidden="true" />
              </span>
              <span className={styles.setWords}>
                <span className={styles.cardTitle}>Your own pictures</span>
                <span className={styles.cardText}>A folder with a folder for each class</span>
                <span className={styles.go}>
                  Open a folder of pictures… <ArrowRight size={13} aria-hidden="true" />
                </span>
              </span>
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
