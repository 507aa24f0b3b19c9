import { useRef, type MouseEvent } from 'react';
import { compact, exactly, MACS_ARE, macsText } from '../../format/numbers';
import type { Measured } from './compare';
import { logAxis } from './log-axis';
import { placeLabels } from './place-labels';
import { useSize } from './use-size';
import styles from './scale-plot.module.css';

export interface Dot extends Measured {
  readonly name: string;
  /** One of the twelve: its name is always there. */
  readonly first: boolean;
}

interface ScalePlotProps {
  readonly dots: readonly Dot[];
  /** The user's network; null while it has nothing to count. */
  readonly own: Measured | null;
  readonly lit: string | null;
  /** The others fade. */
  readonly found: ReadonlySet<string> | null;
  readonly onHover: (name: string | null) => void;
  readonly onChoose: (name: string) => void;
}

const EDGE = { left: 44, right: 10, top: 10, bottom: 38 };
const LABEL = { height: 14, radius: 4 };
/** Of Inter at 11 px, on the wide side. */
const widthOf = (text: string): number => 6.5 * text.length + 4;
/** As near as the pointer must come. */
const REACH = 22;

interface Placed extends Dot {
  readonly x: number;
  readonly y: number;
}

/** Parameters against MACs, both on logarithmic axes: every network is a point. */
export function ScalePlot(props: ScalePlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <div ref={box} className={styles.plot}>
      {size !== null && size.width > 120 && size.height > 120 && props.dots.length > 0 && (
        <Plot {...props} {...size} />
      )}
    </div>
  );
}

function Plot(props: ScalePlotProps & { readonly width: number; readonly height: number }) {
  const { dots, own, lit, found, onHover, onChoose, width, height } = props;
  const frame = { left: EDGE.left, right: width - EDGE.right, top: EDGE.top, bottom: height - EDGE.bottom };
  const { left, right, top, bottom } = frame;
  const all: readonly Measured[] = own === null ? dots : [...dots, own];
  const cost = logAxis(
    all.map(({ macs }) => macs),
    left,
    right,
  );
  const many = logAxis(
    all.map(({ parameters }) => parameters),
    bottom,
    top,
  );
  const place = <T extends Measured>(item: T) => ({
    ...item,
    x: cost.at(item.macs),
    y: many.at(item.parameters),
  });
  const placed: readonly Placed[] = dots.map(place);
  const mine = own === null ? null : place(own);
  const chosen = placed.find(({ name }) => name === lit) ?? null;

  const labels = placeLabels(
    [
      ...(mine === null ? [] : [{ x: mine.x, y: mine.y, text: mine.title }]),
      ...placed.filter(({ first }) => first).map(({ x, y, title }) => ({ x, y, text: title })),
    ],
    mine === null ? placed : [...placed, mine],
    { ...LABEL, width: widthOf, frame: { left, right: width, top: 0, bottom } },
  );

  const nearest = (event: MouseEvent<SVGSVGElement>): Placed | null => {
    const area = event.currentTarget.getBoundingClientRect();
    const far = ({ x, y }: Placed): number =>
      Math.hypot(x - (event.clientX - area.left), y - (event.clientY - area.top));
    // Of two in one place the earlier is meant: a network before its variants.
    const best = placed.reduce((a, b) => (far(b) < far(a) - 1 ? b : a));
    return far(best) <= REACH ? best : null;
  };

  return (
    <svg
      className={styles.svg}
      width={width}
      height={height}
      role="img"
      aria-label={`${dots.length} networks by parameters and MACs per image, on logarithmic scales.`}
      data-near={lit !== null}
      onPointerMove={(event) => onHover(nearest(event)?.name ?? null)}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => {
        const dot = nearest(event);
        if (dot !== null) onChoose(dot.name);
      }}
    >
      {cost.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={cost.at(tick)} x2={cost.at(tick)} y1={top} y2={bottom} />
          <text className={styles.tick} x={cost.at(tick)} y={bottom + 15} textAnchor="middle">
            {compact(tick, 1000)}
          </text>
        </g>
      ))}
      {many.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={left} x2={right} y1={many.at(tick)} y2={many.at(tick)} />
          <text className={styles.tick} x={left - 7} y={many.at(tick) + 3.5} textAnchor="end">
            {compact(tick, 1000)}
          </text>
        </g>
      ))}
      <text className={styles.axis} x={(left + right) / 2} y={height - 5} textAnchor="middle">
        <title>{MACS_ARE}</title>
        MACs per image
      </text>
      <text
        className={styles.axis}
        transform={`translate(9 ${(top + bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        Parameters
      </text>
      {/* The twelve lie on top. */}
      {placed
        .toSorted((a, b) => Number(a.first) - Number(b.first))
        .map(({ name, x, y, first }) => (
          <circle
            key={name}
            data-dot={name}
            className={styles.dot}
            data-first={first}
            data-faded={found !== null && !found.has(name)}
            cx={x}
            cy={y}
            r={first ? 3.8 : 3}
          />
        ))}
      {labels.map(
        (label, index) =>
          label !== null && (
            <text
              key={index}
              className={styles.label}
              data-own={mine !== null && index === 0}
              data-quiet={chosen !== null}
              x={label.x}
              y={label.y}
              textAnchor={label.anchor}
            >
              {label.text}
            </text>
          ),
      )}
      {mine !== null && (
        <path className={styles.own} d={`M${mine.x} ${mine.y - 6}l6 6l-6 6l-6 -6z`}>
          <title>{`${mine.title}: ${exactly(mine.parameters)} parameters, ${exactly(mine.macs)} MACs`}</title>
        </path>
      )}
      {chosen !== null && <Chosen dot={chosen} frame={frame} />}
    </svg>
  );
}

/** The one that is looked at: its point, larger, and what it counts. */
function Chosen(props: {
  readonly dot: Placed;
  readonly frame: { readonly left: number; readonly right: number; readonly top: number };
}) {
  const { dot, frame } = props;
  const numbers = `${compact(dot.parameters, 1_000_000)} · ${macsText(dot.macs)}`;
  const width = Math.max(6.5 * dot.title.length, 6.2 * numbers.length) + 18;
  const left = Math.min(Math.max(frame.left, dot.x - width / 2), frame.right - width);
  const above = dot.y - 52 >= frame.top;
  const top = above ? dot.y - 52 : dot.y + 12;
  return (
    <g className={styles.chosen}>
      <circle className={styles.halo} cx={dot.x} cy={dot.y} r={9} />
      <circle className={styles.light} cx={dot.x} cy={dot.y} r={4.5} />
      <rect className={styles.tip} x={left} y={top} width={width} height={40} rx={7} />
      <text className={styles.tipTitle} x={left + 9} y={top + 16}>
        {dot.title}
      </text>
      <text className={styles.tipText} x={left + 9} y={top + 31}>
        {numbers}
      </text>
    </g>
  );
}
