import { useEffect, useRef } from 'react';
import { drawPicture, type PixelSource } from './draw-pictures';
import styles from './pictures.module.css';

/** Some of a sheet's pictures in one canvas: a row of them, or a grid. */
export function Pictures(props: {
  readonly source: PixelSource;
  readonly indices: readonly number[];
  readonly columns: number;
  /** CSS pixels of one picture's width. */
  readonly size: number;
  /** In words, for those who can't see it. */
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { source, indices, columns, size, label } = props;
  // Small ones are drawn in whole multiples, so that their pixels stay squares; large ones are made smaller.
  const isLarger = source.width > size;
  const scale = isLarger ? size / source.width : Math.max(1, Math.round(size / source.width));
  const gap = Math.max(1, Math.round(4 / scale));
  const rows = Math.ceil(indices.length / columns);
  const width = columns * source.width + (columns - 1) * gap;
  const height = rows * source.height + (rows - 1) * gap;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, width, height);
    indices.forEach((index, position) => {
      const x = (position % columns) * (source.width + gap);
      const y = Math.floor(position / columns) * (source.height + gap);
      drawPicture(context, source, index, x, y);
    });
  }, [source, indices, columns, width, height, gap]);

  return (
    <canvas
      ref={canvas}
      // A picture inside a button that says what it is needs no name of its own.
      role={label === '' ? undefined : 'img'}
      aria-hidden={label === ''}
      aria-label={label === '' ? undefined : label}
      className={styles.pictures}
      width={Math.max(1, width)}
      height={Math.max(1, height)}
      style={{ width: width * scale, ...(isLarger && { imageRendering: 'auto' }) }}
    />
  );
}
