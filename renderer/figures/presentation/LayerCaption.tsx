import { observer } from 'mobx-react-lite';
import type { CompiledLayer } from '../../../shared/compiler/compiled';
import type { Shape } from '../../../shared/layers/shape';
import type { FormulaStep } from '../../../shared/layers/define';
import { LayerIcon } from '../../components/LayerIcon';
import { exactly, macsText, plural } from '../../format/numbers';
import { shownShape } from '../../format/shown-shape';
import { useApp } from '../../document/app-context';
import { WithSubscripts } from '../../design/inspector/Formulas';
import { mergeSteps } from '../../design/inspector/merge-steps';
import type { OutlineRow } from '../../document/outline-rows';
import styles from './presentation.module.css';

/** A layer as one would explain it: what it does, what goes in and comes out, and how the numbers come about. */
export const LayerCaption = observer(function LayerCaption({ row }: { readonly row: OutlineRow }) {
  const app = useApp();
  const [first] = row.layers;
  const last = row.layers.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = (shape: Shape | null | undefined): string =>
    shape == null ? 'unknown' : shownShape(app, shape);
  const [output] = last.outputShapes;
  return (
    <>
      <h2 className={styles.title}>
        {!row.isBlock && <LayerIcon layer={first.definition} size={28} />}
        {row.node.name}
        <span className={styles.type}>
          {row.isBlock ? plural(row.layers.length, 'layer') : first.definition.label}
        </span>
        {output !== undefined && (
          <span className={styles.shape}>
            {first.inputShapes.length > 0 && (
              <>
                {first.inputShapes.map(text).join(' and ')} <span aria-label="becomes">→</span>{' '}
              </>
            )}
            <b>{text(output)}</b>
          </span>
        )}
      </h2>
      {row.isBlock ? <BlockFigures layers={row.layers} /> : <Explained layer={first} />}
    </>
  );
});

function Explained({ layer }: { readonly layer: CompiledLayer }) {
  const { steps, parameterStep, definition } = layer;
  const formulas = [...mergeSteps(steps), ...(parameterStep === null ? [] : [parameterStep])];
  return (
    <>
      <p className={styles.summary}>{definition.summary}</p>
      {formulas.length > 0 && (
        <dl className={styles.formulas}>
          {formulas.map((step) => (
            <Formula key={step.title} step={step} />
          ))}
        </dl>
      )}
    </>
  );
}

function Formula({ step }: { readonly step: FormulaStep }) {
  return (
    <div>
      <dt>{step.title}</dt>
      <dd>
        <span className={styles.general}>
          <WithSubscripts text={step.formula} />
        </span>
        <span>
          {step.filled} = <b>{step.result}</b>
        </span>
      </dd>
    </div>
  );
}

function BlockFigures({ layers }: { readonly layers: readonly CompiledLayer[] }) {
  const sum = (of: (layer: CompiledLayer) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  return (
    <p className={styles.summary}>
      {exactly(sum(({ trainable }) => trainable))} parameters, {macsText(sum(({ macs }) => macs))} an image.
    </p>
  );
}
