import { observer } from 'mobx-react-lite';
import { ArrowRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DatasetDescription } from '../../shared/data/catalogue';
import type { PictureShape } from '../../shared/data/picture';
import { isKnown } from '../../shared/layers/shape';
import { useApp } from '../document/app-context';
import { bytesSource, valuesSource } from '../document/views/draw-pictures';
import { Pictures } from '../document/views/Pictures';
import { usePictures } from '../document/views/use-pictures';
import styles from './data.module.css';

const SIZE = 112;

const sizeText = ({ height, width, channels }: PictureShape): string => `${height}×${width}×${channels}`;

function rangeOf(values: Float32Array): string {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const show = (value: number): string => value.toFixed(Number.isInteger(value) ? 0 : 2).replace('-', '−');
  return `${show(low)} to ${show(high)}`;
}

/** Of so many pictures that no row is much shorter than the others; eight fit beside each other. */
const columnsFor = (count: number): number => Math.ceil(count / Math.ceil(count / 8));

/** The same picture before and after: as it lies in the file, and as the first layer sees it. */
export const FeedPreview = observer(function FeedPreview({
  dataset,
}: {
  readonly dataset: DatasetDescription;
}) {
  const { documents } = useApp();
  const { document, compiled } = documents;
  const [shown, setShown] = useState(0);
  const input = compiled.layers.find((layer) => layer.definition.role === 'input');
  const { fit, scale, pipeline } = document.data;
  const shape = input?.outputShapes[0];
  const inputShape = shape !== undefined && isKnown(shape) && shape.length === 3 ? shape : null;
  const sheet = usePictures(JSON.stringify([dataset.name, fit, scale, pipeline, inputShape]), {
    set: dataset.name,
    part: 'training',
    classIndex: null,
    count: dataset.classNames.length,
    fedTo: inputShape && { inputShape, settings: { fit, scale, pipeline } },
  });
  const ready = sheet.state === 'ready' ? sheet.value : null;
  const before = useMemo(() => (ready === null ? null : bytesSource(ready.raw)), [ready]);
  const fed = ready?.fed ?? null;
  const after = useMemo(() => (fed === null ? null : valuesSource(fed)), [fed]);
  const className = dataset.classNames[shown] ?? '';

  return (
    <div className={styles.preview}>
      {sheet.state === 'failed' && (
        <p className={styles.problem} role="alert">
          {sheet.message}
        </p>
      )}
      <div className={styles.beforeAfter}>
        <figure>
          <div className={styles.frame}>
            {before !== null && (
              <Pictures
                source={before}
                indices={[shown]}
                columns={1}
                size={SIZE}
                label={`${className}, as it is`}
              />
            )}
          </div>
          <figcaption>
            as it is
            <br />
            {sizeText(ready?.sizes[shown] ?? dataset)} · 0 to 255
          </figcaption>
        </figure>
        <ArrowRight size={16} aria-hidden="true" className={styles.arrow} />
        <figure>
          <div className={styles.frame}>
            {after !== null && fed !== null && (
              <Pictures
                source={after}
                indices={[shown]}
                columns={1}
                size={SIZE}
                label={`${className}, as it is fed`}
              />
            )}
            {ready !== null && fed === null && (
              <span className={styles.quiet}>The network has no picture input yet.</span>
            )}
          </div>
          <figcaption>
            as it is fed
            <br />
            {fed === null ? '–' : `${fed.height}×${fed.width}×${fed.channels} · ${rangeOf(fed.values)}`}
          </figcaption>
        </figure>
      </div>
      {before !== null && (
        <div
          className={styles.chooser}
          style={{ gridTemplateColumns: `repeat(${columnsFor(dataset.classNames.length)}, auto)` }}
          role="group"
          aria-label="Picture to look at"
        >
          {dataset.classNames.map((name, index) => (
            <button
              key={name}
              type="button"
              title={name}
              aria-label={name}
              aria-pressed={index === shown}
              onClick={() => setShown(index)}
            >
              <Pictures source={before} indices={[index]} columns={1} size={24} label="" />
            </button>
          ))}
        </div>
      )}
    </div>
  );
});
