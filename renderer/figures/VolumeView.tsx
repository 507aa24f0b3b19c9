import { reaction } from 'mobx';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { paletteOf } from '../../shared/export/figure/palette';
import type { Part } from '../../shared/export/figure/part';
import type { Mark } from '../../shared/export/figure/scene';
import { volumeFigure } from '../../shared/export/figure/volumes';
import { Button } from '../components/Button';
import { EmptySheet } from '../components/EmptySheet';
import { useApp } from '../document/app-context';
import { factsOf, spoken } from './part-facts';
import { SceneMarks } from './SceneMarks';
import { usePanZoom } from './use-pan-zoom';
import { VolumeBar } from './VolumeBar';
import { VolumeProblems } from './VolumeProblems';
import styles from './volume-view.module.css';

const HALO = 4;
/** Of the facts about a volume, with some room around them. */
const FACTS = { width: 250, height: 190 } as const;

/** The network as a textbook draws it, on the screen: what is pointed at says its numbers, what is clicked is selected. */
export const VolumeView = observer(function VolumeView() {
  const { documents, ui, figures, themes } = useApp();
  const { compiled, selection } = documents;
  const { detail, style, scale, writing, names } = figures.settings;
  const theme = themes.theme.scheme;
  const order = ui.notation;
  const figure = useMemo(
    () =>
      volumeFigure(compiled, {
        detail,
        style,
        scale,
        names,
        theme,
        notation: { order, writing },
        colors: 'color',
        sizes: true,
        operations: true,
        legend: false,
        wrap: true,
      }),
    [compiled, detail, style, scale, names, theme, order, writing],
  );
  const { scene, parts, places } = figure;
  const marks = useMemo(() => grouped(scene.marks), [scene]);

  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { view, fit, zoomBy, zoomTo, show, dragged, handlers } = usePanZoom(frame, scene);
  const [hovered, setHovered] = useState<string | null>(null);
  const id = useId();

  const isSelected = (part: Part): boolean =>
    part.layers.some((layer) => {
      const node = documents.nodeInView(layer);
      return node !== null && selection.has(node);
    });
  const active = parts.findIndex(isSelected);
  const placeOf = (part: Part | undefined) => (part === undefined ? undefined : places.get(part.id));

  // The newest functions, for those who hold on to what they were given.
  const latest = useRef({ fit, zoomBy, zoomTo, show, parts, places });
  useEffect(() => {
    latest.current = { fit, zoomBy, zoomTo, show, parts, places };
  });

  useEffect(() => {
    const focus = (): void => list.current?.focus({ preventScroll: true });
    const bring = (ids: readonly string[]): void => {
      const { parts: all, places: at, show: bringPlace } = latest.current;
      const shown = all.find(({ layers }) =>
        layers.some((layer) => ids.includes(documents.nodeInView(layer) ?? '')),
      );
      const place = shown && at.get(shown.id);
      if (place) bringPlace(place);
    };
    ui.setVolumes({
      zoomIn: () => latest.current.zoomBy(1.25),
      zoomOut: () => latest.current.zoomBy(0.8),
      zoomTo: (zoom) => latest.current.zoomTo(zoom),
      fit: () => latest.current.fit(),
      middle: () => ui.drawing?.middle() ?? { x: 0, y: 0 },
      reveal(ids) {
        bring(ids);
        focus();
      },
      focusFirst: focus,
      centre: (node) => bring([node]),
      // What is remembered and brought back is the drawing's, which waits below.
      view: () => ui.drawing?.view() ?? { x: 0, y: 0, zoom: 1 },
      setView: (view) => ui.drawing?.setView(view),
    });
    return () => ui.setVolumes(null);
  }, [documents, ui]);

  // Whole at first, and whenever another document or another way to draw it changes all; edits move nothing.
  useEffect(() => latest.current.fit(), [detail, style, scale]);
  useEffect(
    () =>
      reaction(
        () => documents.loads,
        () => requestAnimationFrame(() => latest.current.fit()),
      ),
    [documents],
  );

  const choose = (part: Part | undefined): void => {
    if (part === undefined) documents.select([]);
    else documents.show(part.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = parts.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(last, active + 1),
      ArrowDown: Math.min(last, active + 1),
      ArrowLeft: Math.max(0, active - 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const part = parts[target];
      choose(part);
      const place = placeOf(part);
      if (place) show(place);
    } else if (event.key === 'Enter' && active >= 0) ui.focusInspector();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const empty = documents.document.nodes.length === 0;
  const pointed = parts.find((part) => part.id === hovered);
  const accent = theme === 'dark' ? '#7c9bff' : '#2f5bea';
  const palette = paletteOf(theme, 'color');
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-testid="volumes"
      {...handlers}
      onClick={(event) => {
        if (dragged()) return;
        const hit = event.target instanceof Element ? event.target.closest('[data-part]') : null;
        choose(parts.find((part) => part.id === hit?.getAttribute('data-part')));
        list.current?.focus({ preventScroll: true });
      }}
      onPointerLeave={() => setHovered(null)}
    >
      {!empty && (
        <div
          ref={list}
          className={styles.list}
          role="listbox"
          tabIndex={0}
          aria-label="Volumes of the network"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          onKeyDown={onKeyDown}
        >
          <svg className={styles.figure} role="presentation">
            <g role="presentation" transform={`translate(${view.x} ${view.y}) scale(${view.zoom})`}>
              <g aria-hidden="true">
                {parts.map((part) => {
                  const place = placeOf(part);
                  const lit = isSelected(part);
                  if (place === undefined || (!lit && part.id !== hovered)) return null;
                  return (
                    <rect
                      key={part.id}
                      className={lit ? styles.selected : styles.hovered}
                      x={place.x - HALO}
                      y={place.y - HALO}
                      width={place.width + 2 * HALO}
                      height={place.height + 2 * HALO}
                      rx={6}
                    />
                  );
                })}
                {marks.map(({ part, marks: own }, index) => (
                  <SceneMarks
                    key={index}
                    marks={
                      selection.size > 0 && parts.some((each) => each.id === part && isSelected(each))
                        ? own.map((mark) => litUp(mark, accent, palette.ink))
                        : own
                    }
                  />
                ))}
              </g>
              {parts.map((part, index) => {
                const place = placeOf(part);
                if (place === undefined) return null;
                return (
                  <g
                    key={part.id}
                    id={`${id}-${index}`}
                    role="option"
                    aria-selected={isSelected(part)}
                    aria-label={spoken(factsOf(part, compiled, order))}
                    data-part={part.id}
                    onPointerEnter={() => setHovered(part.id)}
                    onPointerLeave={() => setHovered(null)}
                  >
                    <rect
                      className={styles.hit}
                      x={place.x - 3}
                      y={place.y - 3}
                      width={place.width + 6}
                      height={place.height + 22}
                    />
                  </g>
                );
              })}
            </g>
          </svg>
        </div>
      )}
      {empty && <NothingToDraw />}
      <VolumeProblems parts={parts} />
      {pointed && (
        <Facts
          part={pointed}
          place={placeOf(pointed)}
          view={view}
          frame={frame.current}
          figureHeight={scene.height}
        />
      )}
      <VolumeBar zoom={view.zoom} />
    </div>
  );
});

/** Runs of marks of one part, so that a selection redraws only its own. */
function grouped(
  marks: readonly Mark[],
): readonly { readonly part: string | undefined; readonly marks: readonly Mark[] }[] {
  const groups: { part: string | undefined; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && last.part === mark.part) last.marks.push(mark);
    else groups.push({ part: mark.part, marks: [mark] });
  }
  return groups;
}

function litUp(mark: Mark, accent: string, ink: string): Mark {
  if (mark.mark === 'text') return { ...mark, color: ink };
  return mark.stroke === null ? mark : { ...mark, stroke: accent, width: Math.max(1.5, mark.width) };
}

function NothingToDraw() {
  const { ui, figures } = useApp();
  return (
    <EmptySheet
      title="No volumes yet"
      text="Each layer that you draw on the canvas stands here as the feature maps that it makes, true to scale."
    >
      <Button variant="primary" onClick={() => figures.setView('canvas')}>
        Go to the canvas
      </Button>
      <Button onClick={() => ui.setGalleryOpen(true)}>Open a famous network</Button>
    </EmptySheet>
  );
}

interface FactsProps {
  readonly part: Part;
  readonly place:
    { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | undefined;
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly frame: HTMLElement | null;
  readonly figureHeight: number;
}

const Facts = observer(function Facts({ part, place, view, frame, figureHeight }: FactsProps) {
  const { documents, ui } = useApp();
  const { name, made, rows } = factsOf(part, documents.compiled, ui.notation);
  if (place === undefined || frame === null) return null;
  const strip = figureHeight * view.zoom < 0.6 * frame.clientHeight;
  const [left, top] = [view.x + place.x * view.zoom, view.y + place.y * view.zoom];
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  const within = (x: number): number => Math.min(Math.max(8, x), width - FACTS.width - 8);
  const beside = left + place.width * view.zoom + 14;
  // Above, where it covers nothing of a figure that is a strip.
  const style =
    strip && top >= FACTS.height
      ? { left: within(left + (place.width * view.zoom - FACTS.width) / 2), bottom: height - top + 12 }
      : {
          left: beside + FACTS.width <= width - 8 ? beside : within(left - FACTS.width - 14),
          top: Math.min(Math.max(8, top), Math.max(8, height - FACTS.height - 60)),
        };
  return (
    <div className={styles.facts} style={{ ...style, width: FACTS.width }} aria-hidden="true">
      <strong>{name}</strong>
      <span className={styles.made}>{made}</span>
      <dl>
        {rows.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
});
