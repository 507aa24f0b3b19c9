import { useMemo, useState } from 'react';
import type { DatasetDescription } from '../../shared/data/catalogue';
import { type PartName, partNames } from '../../shared/data/source';
import { Segmented } from '../components/Segmented';
import { count, plural } from '../format/words';
import { bytesSource } from '../document/views/draw-pictures';
import { Pictures } from '../document/views/Pictures';
import { useFacts, usePictures } from '../document/views/use-pictures';
import { SetRemarks } from './SetRemarks';
import styles from './data.module.css';

const EACH = 12;
const OF_ONE = 180;

/** CSS pixels of a picture. */
const SIDE = 44;

const labels: Readonly<Record<PartName, string>> = {
  training: 'Training',
  validation: 'Validation',
  test: 'Test',
};

/** A row for each class, or many pictures of one. */
export function PicturesByClass({ dataset }: { readonly dataset: DatasetDescription }) {
  const [part, setPart] = useState<PartName>('training');
  const [only, setOnly] = useState<number | null>(null);
  const { name, classNames } = dataset;
  const each = only === null ? EACH : OF_ONE;
  const sheet = usePictures(`${name}/${part}/${only}`, {
    set: name,
    part,
    classIndex: only,
    count: only === null ? EACH * classNames.length : OF_ONE,
    // As sharp as any screen shows it.
    side: 2 * SIDE,
    square: true,
  });
  const facts = useFacts(name);
  const classCounts = facts?.classCounts[part];
  const ready = sheet.state === 'ready' ? sheet.value : null;
  const source = useMemo(() => (ready === null ? null : bytesSource(ready.raw)), [ready]);
  const byClass = useMemo(() => {
    const rows = classNames.map((): number[] => []);
    ready?.labels.forEach((label, index) => rows[label]?.push(index));
    return rows;
  }, [ready, classNames]);
  const largest = Math.max(1, ...(classCounts ?? []));
  const pictures = classCounts?.reduce((sum, each) => sum + each, 0) ?? dataset.trainCount;
  // Training and test pictures there always are.
  const parts = partNames
    .filter((each) => each !== 'validation' || facts?.classCounts[each].some((all) => all > 0))
    .map((value) => ({ value, label: labels[value] }));

  return (
    <>
      <header className={styles.header}>
        <div>
          <h2>{dataset.title}</h2>
          <p>
            {count(pictures)} {part} pictures in {classNames.length} classes.{' '}
            {part === 'test' && 'They are only used to measure, never to train or to choose settings.'}
          </p>
        </div>
        <Segmented label="Part of the data" value={part} options={parts} onChange={setPart} />
      </header>
      {facts !== null && <SetRemarks facts={facts} />}
      {sheet.state === 'failed' && (
        <p className={styles.problem} role="alert">
          {sheet.message}
        </p>
      )}
      <ul className={styles.classes} aria-busy={sheet.state === 'loading'}>
        {classNames.map((className, index) => {
          if (only !== null && only !== index) return null;
          const all = classCounts?.[index];
          return (
            <li key={className} className={styles.classRow} data-only={only === index}>
              <button
                type="button"
                className={styles.className}
                aria-pressed={only === index}
                title={only === index ? 'Show all classes again' : `Show more of ${className}`}
                onClick={() => setOnly(only === index ? null : index)}
              >
                <span className={styles.classTitle}>{className}</span>
                <span className={styles.bar} aria-hidden="true">
                  <span style={{ width: `${((all ?? 0) / largest) * 100}%` }} />
                </span>
                <span className={styles.number}>{all === undefined ? '' : plural(all, 'picture')}</span>
                <span className={styles.more}>{only === index ? 'all classes' : 'show more'}</span>
              </button>
              <div className={styles.strip}>
                {source !== null && (
                  <Pictures
                    source={source}
                    indices={(byClass[index] ?? []).slice(0, each)}
                    columns={EACH}
                    size={SIDE}
                    label={`${plural(Math.min(each, byClass[index]?.length ?? 0), 'picture')} of ${className}`}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
