import { memo } from 'react';
import { FIGURE_HEIGHT, FIGURE_WIDTH, type Box, type Figure } from './figure';
import styles from './architecture-figure.module.css';

/** The shape of a network at a glance. What it shows stands beside it in words. */
export const ArchitectureFigure = memo(function ArchitectureFigure({ figure }: { readonly figure?: Figure }) {
  return (
    <svg className={styles.figure} viewBox={`0 0 ${FIGURE_WIDTH} ${FIGURE_HEIGHT}`} aria-hidden="true">
      {figure?.boxes.map((box, index) => (
        <Volume key={index} box={box} />
      ))}
      {figure?.arcs.map((path, index) => (
        <path key={index} className={styles.arc} d={path} />
      ))}
    </svg>
  );
});

function Volume({ box: { category, x, y, width, height, depth, lanes } }: { readonly box: Box }) {
  return (
    <g data-category={category}>
      {depth > 0 && (
        <>
          <path className={styles.top} d={`M${x} ${y}l${depth} ${-depth}h${width}l${-depth} ${depth}z`} />
          <path
            className={styles.side}
            d={`M${x + width} ${y}l${depth} ${-depth}v${height}l${-depth} ${depth}z`}
          />
        </>
      )}
      <rect className={styles.front} x={x} y={y} width={width} height={height} />
      {Array.from({ length: lanes - 1 }, (_, lane) => (
        <path key={lane} className={styles.lane} d={`M${x} ${y + (height * (lane + 1)) / lanes}h${width}`} />
      ))}
    </g>
  );
}
