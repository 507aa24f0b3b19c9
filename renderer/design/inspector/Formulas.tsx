import { Fragment } from 'react';
import type { Compiled, CompiledLayer } from '../../../shared/compiler/compiled';
import { receptiveFieldSteps } from '../../../shared/compiler/receptive-field-steps';
import type { FormulaStep } from '../../../shared/layers/define';
import { bytes, exactly, macsInFull, MACS_ARE, macsText } from '../../format/numbers';
import { mergeSteps } from './merge-steps';
import { WindowFigure } from './window-figure/WindowFigure';
import styles from './inspector.module.css';

/** Bytes of a float32. */
const VALUE = 4;
/** Below it the formula's own result is as readable. */
const LARGE = 1_000_000;

/** The arithmetic of this very layer, with its numbers filled in. */
export function Formulas({
  compiled,
  layer,
}: {
  readonly compiled: Compiled;
  readonly layer: CompiledLayer;
}) {
  const { batchSize } = compiled.document.training;
  const { steps, parameterStep, macsStep, macs, activations } = layer;
  const merged = mergeSteps(steps);
  return (
    <>
      {merged.length > 0 && (
        <div className={styles.card}>
          <WindowFigure layer={layer} />
          {merged.map((step) => (
            <Formula key={step.title} step={step} />
          ))}
        </div>
      )}
      <Steps steps={receptiveFieldSteps(compiled, layer)} />
      {parameterStep !== null && (
        <div className={styles.card}>
          <Formula step={parameterStep} />
        </div>
      )}
      {activations > 0 && (
        <div className={styles.card}>
          {macsStep === null ? (
            <h3 className={styles.cardTitle}>Cost</h3>
          ) : (
            <Formula step={macsStep} help={MACS_ARE} />
          )}
          <p className={styles.cost}>
            {macs >= LARGE && <span title={macsInFull(macs)}>{macsText(macs)} an image · </span>}
            <span title={`${exactly(activations)} values an image, 4 bytes each`}>
              {bytes(activations * VALUE * batchSize)} of activations at batch {exactly(batchSize)}
            </span>
          </p>
        </div>
      )}
    </>
  );
}

/** Of a kind that a layer may not have. */
function Steps({ steps }: { readonly steps: readonly FormulaStep[] }) {
  if (steps.length === 0) return null;
  return (
    <div className={styles.card}>
      {mergeSteps(steps).map((step) => (
        <Formula key={step.title} step={step} />
      ))}
    </div>
  );
}

function Formula({ step, help }: { readonly step: FormulaStep; readonly help?: string }) {
  return (
    <div className={styles.formula}>
      <h3 className={styles.cardTitle} title={help}>
        {step.title}
      </h3>
      <p className={styles.arithmetic}>
        <span className={styles.general}>
          <WithSubscripts text={step.formula} />
        </span>
        <span>
          {step.filled !== step.result && `${step.filled} = `}
          <b>{step.result}</b>
        </span>
      </p>
    </div>
  );
}

/** `F_h` is written as in a book. */
export function WithSubscripts({ text }: { readonly text: string }) {
  return text
    .split(/_([A-Za-z]+)/)
    .map((part, index) =>
      index % 2 === 1 ? <sub key={index}>{part}</sub> : <Fragment key={index}>{part}</Fragment>,
    );
}
