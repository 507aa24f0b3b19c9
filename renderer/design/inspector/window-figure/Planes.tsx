import { memo, useId, type CSSProperties } from 'react';
import { placeOf, touched, type Figure, type FigureAxis, type Pair } from './geometry';
import styles from './window-figure.module.css';

/** Side of a cell in the drawing's own unit, and cells between the planes. */
const CELL = 10;
const GAP = 3;

/** The most pixels that a cell takes on the screen. */
const LARGEST = 15;

interface PlanesProps {
  readonly figure: Figure;
  readonly step: number;
  readonly label: string;
}

/** The input on the left and the output on the right, whichever of them the window slides over. */
export function Planes({ figure, step, label }: PlanesProps) {
  const [rows, columns] = figure.axes;
  const place = placeOf(figure, step);
  const slidesOver = figure.over === 'input';
  const [left, right] = slidesOver ? [columns.extent, columns.places] : [columns.places, columns.extent];
  const height = Math.max(rows.extent, rows.places);
  const width = left + GAP + right;
  /** Where each plane begins, in cells. */
  const slid: Pair<number> = [(height - rows.extent) / 2, slidesOver ? 0 : left + GAP];
  const other: Pair<number> = [(height - rows.places) / 2, slidesOver ? left + GAP : 0];
  const window: Pair<number> = [slid[0] + place[0] * rows.stride, slid[1] + place[1] * columns.stride];
  const value: Pair<number> = [other[0] + place[0], other[1] + place[1]];
  return (
    <svg
      className={styles.planes}
      viewBox={`-1 -1 ${width * CELL + 2} ${height * CELL + 2}`}
      style={{ maxWidth: width * LARGEST }}
      role="img"
      aria-label={label}
    >
      <g style={at(slid)}>
        <Padded rows={rows} columns={columns} />
        {!slidesOver &&
          touched(figure, step).map(([y, x]) => (
            <rect key={`${y}/${x}`} className={styles.done} {...cell(y, x)} />
          ))}
      </g>
      <g style={at(other)}>
        <Values rows={rows.places} columns={columns.places} place={place} until={slidesOver} />
      </g>
      <Beams from={[window, [rows.span, columns.span]]} to={[value, [1, 1]]} toTheRight={slidesOver} />
      <g style={at(window)}>
        {rows.taps.flatMap((y) =>
          columns.taps.map((x) => <rect key={`${y}/${x}`} className={styles.tap} {...cell(y, x)} />),
        )}
        <rect className={styles.window} width={columns.span * CELL} height={rows.span * CELL} rx={1} />
      </g>
      <rect className={styles.value} style={at(value)} width={CELL} height={CELL} rx={1} />
    </svg>
  );
}

const at = ([y, x]: Pair<number>): CSSProperties => ({
  transform: `translate(${x * CELL}px, ${y * CELL}px)`,
});
const cell = (y: number, x: number) => ({ x: x * CELL, y: y * CELL, width: CELL, height: CELL });

function gridPath(rows: number, columns: number): string {
  const across = Array.from({ length: rows + 1 }, (_, y) => `M0 ${y * CELL}h${columns * CELL}`);
  const down = Array.from({ length: columns + 1 }, (_, x) => `M${x * CELL} 0v${rows * CELL}`);
  return across.concat(down).join('');
}

/** A plane with what lies around it, and hatched what no window reaches. */
const Padded = memo(function Padded(props: { readonly rows: FigureAxis; readonly columns: FigureAxis }) {
  const { rows, columns } = props;
  const hatch = useId();
  const [y, x] = [rows.before, columns.before];
  return (
    <>
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={styles.hatch} d="M2 0v4" />
        </pattern>
      </defs>
      <path className={styles.padding} d={gridPath(rows.extent, columns.extent)} />
      <g style={at([y, x])}>
        <rect className={styles.plane} width={columns.plane * CELL} height={rows.plane * CELL} />
        {rows.reached.flatMap((row, r) =>
          columns.reached.map((column, c) =>
            row && column ? null : <rect key={`${r}/${c}`} fill={`url(#${hatch})`} {...cell(r, c)} />,
          ),
        )}
        <path className={styles.grid} d={gridPath(rows.plane, columns.plane)} />
      </g>
    </>
  );
});

interface ValuesProps {
  readonly rows: number;
  readonly columns: number;
  readonly place: Pair<number>;
  /** Whether those after the place are still to come. */
  readonly until: boolean;
}

/** The other plane: one value for each place. */
function Values({ rows, columns, place: [row, column], until }: ValuesProps) {
  return (
    <>
      <rect className={until ? styles.coming : styles.plane} width={columns * CELL} height={rows * CELL} />
      <rect className={styles.done} width={columns * CELL} height={row * CELL} />
      <rect className={styles.done} y={row * CELL} width={column * CELL} height={CELL} />
      <path className={styles.grid} d={gridPath(rows, columns)} />
    </>
  );
}

type Box = readonly [corner: Pair<number>, size: Pair<number>];

/** From the near corners of the window to those of the value, to show that they belong together. */
function Beams(props: { readonly from: Box; readonly to: Box; readonly toTheRight: boolean }) {
  const { from, to, toTheRight } = props;
  const edge = ([[y, x], [height, width]]: Box, right: boolean): readonly Pair<number>[] => [
    [y, right ? x + width : x],
    [y + height, right ? x + width : x],
  ];
  const ends = edge(to, !toTheRight);
  return edge(from, toTheRight).map(([y, x], index) => {
    const [toY, toX] = ends[index] ?? [y, x];
    return (
      <line key={index} className={styles.beam} x1={x * CELL} y1={y * CELL} x2={toX * CELL} y2={toY * CELL} />
    );
  });
}
