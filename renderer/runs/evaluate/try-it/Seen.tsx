import { useMemo } from 'react';
import type { PreparedPicture } from '../../../../shared/data/prepare-picture';
import type { PictureShape } from '../../../../shared/data/picture';
import { bytesSource, type PixelSource, valuesSource } from '../../../document/views/draw-pictures';
import { Pictures } from '../../../document/views/Pictures';
import styles from './try-it.module.css';

/** CSS pixels of the longer side. */
const SIDE = 96;

/** The picture as it is, and as the first layer gets it. */
export function Seen({ prepared }: { readonly prepared: PreparedPicture | null }) {
  const raw = useMemo(() => prepared && bytesSource(prepared.raw), [prepared]);
  const fed = useMemo(() => prepared && valuesSource(prepared.fed), [prepared]);
  return (
    <div className={styles.seen}>
      <Frame title="As it is" source={raw} size={prepared?.size ?? null} />
      <Frame title="As it is fed" source={fed} size={prepared?.fed ?? null} />
    </div>
  );
}

function Frame(props: {
  readonly title: string;
  readonly source: PixelSource | null;
  readonly size: PictureShape | null;
}) {
  const { title, source, size } = props;
  const text = size === null ? '' : `${size.height}×${size.width}`;
  return (
    <figure className={styles.frame}>
      <div className={styles.picture}>
        {source !== null && (
          <Pictures
            source={source}
            indices={[0]}
            columns={1}
            size={(SIDE * source.width) / Math.max(source.width, source.height)}
            label={`The picture ${title.toLowerCase()}, ${text}`}
          />
        )}
      </div>
      <figcaption>
        {title} <span className={styles.quiet}>{text}</span>
      </figcaption>
    </figure>
  );
}
