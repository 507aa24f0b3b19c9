import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';

export interface ChartSeries {
  readonly label: string;
  /** A CSS custom property: `--accent`. */
  readonly color: string;
  readonly dashed?: boolean;
  readonly values: readonly (number | null)[];
}

interface Readout {
  readonly x: string;
  readonly values: readonly string[];
}

/** At most four redraws a second: a run reports far more often than a curve can be read. */
const REDRAW = 250;

/** Rises whenever the theme's colours change. */
function useTheme(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const changed = (): void => setVersion((current) => current + 1);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'data-contrast', 'class', 'style'],
    });
    return () => observer.disconnect();
  }, []);
  return version;
}

type Columns = [number[], ...(number | null)[][]];

function columnsOf(x: readonly number[], series: readonly ChartSeries[]): Columns {
  return [[...x], ...series.map(({ values }) => [...values])];
}

/** Live curves over epochs. What it shows is also told in words, in `summary`. */
export function Chart(props: {
  readonly title: string;
  readonly summary: string;
  readonly epochs: number;
  readonly x: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  /** The same of a round number beside the axis. */
  readonly tick: (value: number) => string;
  /** Fixed ends of the y axis; null lets the data decide. */
  readonly range: readonly [number, number] | null;
}) {
  const { title, summary, epochs, x, series, format, tick, range } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ x, series, format, tick });
  const redraw = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [readout, setReadout] = useState<Readout | null>(null);
  const theme = useTheme();
  const shape = series.map(({ label, color, dashed }) => `${label}${color}${dashed}`).join();
  const [low, high] = range ?? [null, null];

  useEffect(() => {
    latest.current = { x, series, format, tick };
    redraw.current ??= setTimeout(() => {
      redraw.current = null;
      plot.current?.setData(columnsOf(latest.current.x, latest.current.series));
    }, REDRAW);
  }, [x, series, format, tick]);

  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const colors = getComputedStyle(parent);
    const color = (name: string): string => colors.getPropertyValue(name).trim();
    const font = `11px ${colors.fontFamily}`;
    const axis = { stroke: color('--ink3'), font, ticks: { show: false }, gap: 6 };
    const grid = { stroke: color('--line'), width: 1 };
    const built = new uPlot(
      {
        width: Math.max(1, parent.clientWidth),
        height: Math.max(1, parent.clientHeight),
        legend: { show: false },
        cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
        scales: {
          x: { time: false, range: [0, epochs] },
          y: {
            range: (_self, dataLow, dataHigh) => {
              const top = high ?? (Number.isFinite(dataHigh) && dataHigh > 0 ? dataHigh * 1.06 : 1);
              return [low ?? Math.min(0, dataLow), top];
            },
          },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 22,
            space: 40,
            incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
            label: 'epochs',
            labelFont: font,
            labelSize: 14,
            labelGap: 0,
          },
          {
            ...axis,
            grid,
            size: 46,
            space: 32,
            values: (_self, ticks) => ticks.map((value) => latest.current.tick(value)),
          },
        ],
        series: [
          {},
          ...latest.current.series.map((each) => ({
            label: each.label,
            stroke: color(each.color),
            width: 1.75,
            spanGaps: true,
            ...(each.dashed && { dash: [5, 4], points: { show: true, size: 6, fill: color(each.color) } }),
            ...(!each.dashed && { points: { show: false } }),
          })),
        ],
        hooks: {
          setCursor: [
            (self) => {
              const index = self.cursor.idx;
              const at = typeof index === 'number' ? latest.current.x[index] : undefined;
              if (typeof index !== 'number' || at === undefined) {
                setReadout(null);
                return;
              }
              const values = latest.current.series.map((each) => {
                const value = each.values[index];
                return typeof value === 'number' ? latest.current.format(value) : '–';
              });
              setReadout({ x: `epoch ${at.toFixed(2)}`, values });
            },
          ],
        },
      },
      columnsOf(latest.current.x, latest.current.series),
      parent,
    );
    plot.current = built;
    const observer = new ResizeObserver(() =>
      built.setSize({ width: Math.max(1, parent.clientWidth), height: Math.max(1, parent.clientHeight) }),
    );
    observer.observe(parent);
    return () => {
      observer.disconnect();
      built.destroy();
      plot.current = null;
    };
  }, [epochs, shape, low, high, theme]);

  useEffect(
    () => () => {
      if (redraw.current !== null) clearTimeout(redraw.current);
      redraw.current = null;
    },
    [],
  );

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        <span className={styles.at}>{readout?.x}</span>
        <span className={styles.keys}>
          {series.map((each, index) => (
            <span key={each.label} className={styles.key}>
              <svg width="18" height="8" aria-hidden="true">
                <line
                  x1="1"
                  x2="17"
                  y1="4"
                  y2="4"
                  style={{ stroke: `var(${each.color})` }}
                  strokeWidth="2"
                  strokeDasharray={each.dashed ? '5 3' : undefined}
                />
              </svg>
              {each.label}
              <span className={styles.value}>{readout?.values[index] ?? lastOf(each.values, format)}</span>
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={box} className={styles.plot} role="img" aria-label={`${title}. ${summary}`} />
    </figure>
  );
}

function lastOf(values: readonly (number | null)[], format: (value: number) => string): string {
  const last = values.findLast((value) => value !== null) ?? null;
  return last === null ? '–' : format(last);
}
