import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useMemo } from 'react';
import type { CompiledLayer } from '../../../../shared/compiler/compiled';
import type { Slide } from '../../../../shared/layers/define';
import { IconButton } from '../../../components/IconButton';
import { figureOf, placeOf, planeOf, type Figure } from './geometry';
import { Planes } from './Planes';
import { usePlaying } from './use-playing';
import { movesText, shortenedText, stepText, unreachedText } from './words';
import styles from './window-figure.module.css';

/** How the layer's window goes over its picture; nothing for layers without one. */
export function WindowFigure({ layer }: { readonly layer: CompiledLayer }) {
  const { slide, inputShapes, outputShapes, definition } = layer;
  const plane = planeOf(slide?.over === 'output' ? outputShapes[0] : inputShapes[0]);
  const height = plane?.[0] ?? null;
  const width = plane?.[1] ?? null;
  const figure = useMemo(
    () => (slide === null || height === null || width === null ? null : figureOf(slide, [height, width])),
    [slide, height, width],
  );
  if (slide === null || plane === null) return null;
  const moves = movesText(slide, definition.role === 'pooling' ? 'window' : 'filter');
  return figure === null ? (
    <p className={styles.words}>{moves} It is too large to be drawn here.</p>
  ) : (
    <Stepper figure={figure} slide={slide} moves={moves} />
  );
}

interface StepperProps {
  readonly figure: Figure;
  readonly slide: Slide;
  readonly moves: string;
}

function Stepper({ figure, slide, moves }: StepperProps) {
  const { steps, over } = figure;
  const { step, playing, go, toggle } = usePlaying(steps);
  const where = stepText(placeOf(figure, step), over);
  const shortened = shortenedText(figure);
  const unreached = unreachedText(figure);
  const padded = slide.padding.some((side) => side > 0);
  return (
    <figure className={styles.figure}>
      <div className={styles.names} aria-hidden="true">
        <span>Input</span>
        <span>Output</span>
      </div>
      <Planes figure={figure} step={step} label={`Input and output, one channel of each. ${moves}`} />
      {steps > 1 && (
        <div
          className={styles.controls}
          role="group"
          aria-label="Steps of the window"
          onKeyDown={(event) => {
            if (event.key !== ' ' || !(event.target instanceof HTMLInputElement)) return;
            event.preventDefault();
            toggle();
          }}
        >
          <IconButton
            label="Step back"
            refusal={step === 0 ? 'this is the first.' : null}
            onClick={() => go(step - 1)}
          >
            <StepBack size={14} />
          </IconButton>
          <IconButton label={playing ? 'Pause' : 'Play'} onClick={toggle}>
            {playing ? <Pause size={14} /> : <Play size={14} />}
          </IconButton>
          <IconButton
            label="Step forward"
            refusal={step === steps - 1 ? 'this is the last.' : null}
            onClick={() => go(step + 1)}
          >
            <StepForward size={14} />
          </IconButton>
          <input
            type="range"
            min={0}
            max={steps - 1}
            value={step}
            aria-label="Step"
            aria-valuetext={where}
            onChange={(event) => go(Number(event.target.value))}
          />
          <span className={styles.count}>
            {step + 1}/{steps}
          </span>
        </div>
      )}
      <figcaption className={styles.words}>
        {moves}
        {padded && (over === 'input' ? ' Dashed: the padding.' : ' Dashed: cut off by the padding.')}
        {unreached !== null && ` ${unreached}`}
        {shortened !== null && <span className={styles.shortened}>{shortened}</span>}
      </figcaption>
    </figure>
  );
}
