import { useEffect, useRef, type PointerEvent } from 'react';
import type { DrawnPicture } from '../../../../shared/data/prepare-picture';
import { type DrawingPaper, LARGEST_DRAWING } from './drawing-paper';
import styles from './try-it.module.css';

/** Of the pad's side: about as thick as the lines of handwritten digits in their pictures. */
const PEN = 0.1;

/** A square to draw on with the pointer. It isn't reached by the keyboard: whoever has none to point with chooses a file. */
export function DrawingPad(props: {
  readonly paper: DrawingPaper;
  /** Nothing is on it; drawing makes it false, and where it becomes true the pad is wiped. */
  readonly empty: boolean;
  readonly onDraw: (drawing: DrawnPicture) => void;
}) {
  const { paper, empty, onDraw } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);

  useEffect(() => {
    if (empty && canvas.current !== null) wipe(canvas.current, paper);
  }, [empty, paper]);

  const draw = (event: PointerEvent<HTMLCanvasElement>): void => {
    const context = canvas.current?.getContext('2d');
    if (!context || last.current === null) return;
    context.strokeStyle = paper.dark ? '#fff' : '#000';
    context.lineWidth = PEN * LARGEST_DRAWING;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    const events = event.nativeEvent.getCoalescedEvents();
    for (const each of events.length > 0 ? events : [event.nativeEvent]) {
      const to = placeOf(each, event.currentTarget);
      context.beginPath();
      context.moveTo(last.current.x, last.current.y);
      context.lineTo(to.x, to.y);
      context.stroke();
      last.current = to;
    }
    onDraw({ ...pixelsOf(context), as: paper.size });
  };
  const end = (): void => {
    last.current = null;
  };

  return (
    <canvas
      ref={canvas}
      className={styles.pad}
      role="img"
      aria-label="Drawing pad, for a pointer"
      data-dark={paper.dark}
      width={LARGEST_DRAWING}
      height={LARGEST_DRAWING}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = placeOf(event.nativeEvent, event.currentTarget);
        draw(event);
      }}
      onPointerMove={draw}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

/** In the canvas' own pixels, which CSS may show larger or smaller. */
function placeOf(event: globalThis.PointerEvent, canvas: HTMLCanvasElement): { x: number; y: number } {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * canvas.width,
    y: ((event.clientY - box.top) / box.height) * canvas.height,
  };
}

function wipe(canvas: HTMLCanvasElement, { dark }: DrawingPaper): void {
  // It is read after every stroke.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return;
  context.fillStyle = dark ? '#000' : '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** Ink and paper are grey: red tells all. */
function pixelsOf(context: CanvasRenderingContext2D): Omit<DrawnPicture, 'as'> {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, values: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] ?? 0) };
}
