import { ArrowRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { CompiledLayer } from '../../../shared/compiler/compiled';
import { count } from '../../../shared/layers/support/words';
import { exactly } from '../../format/numbers';
import { shownShape } from '../../format/shown-shape';
import { useApp } from '../../document/app-context';
import type { WeightStatus } from '../../document/training/weight-status';
import styles from './inspector.module.css';

const statusTexts: Readonly<Record<WeightStatus, string>> = {
  trained: 'Its weights come from',
  partly: 'Some of its weights come from',
  new: 'Its weights are new since',
};

/** Shapes, weights and what it sees. */
export const LayerFacts = observer(function LayerFacts({ layer }: { readonly layer: CompiledLayer }) {
  const app = useApp();
  const { weights: drawn } = app;
  const { inputShapes, outputShapes, weights, trainable, nonTrainable, receptiveField: field } = layer;
  const shape = (value: (typeof inputShapes)[number]): string =>
    value === null ? '?' : shownShape(app, value);
  const status = drawn.statusOf(layer.id);
  return (
    <>
      <dl className={styles.facts}>
        {(inputShapes.length > 0 || outputShapes.length > 0) && (
          <div>
            <dt>Shape</dt>
            <dd className={styles.shapes}>
              {inputShapes.length > 0 && <span>{inputShapes.map(shape).join(', ')}</span>}
              {inputShapes.length > 0 && outputShapes.length > 0 && (
                <ArrowRight size={13} role="img" aria-label="becomes" />
              )}
              {outputShapes.length > 0 && <b>{outputShapes.map(shape).join(', ')}</b>}
            </dd>
          </div>
        )}
        <div>
          <dt>Receptive field</dt>
          <dd>
            {field === null && 'not known'}
            {field === 'all' && 'the whole input'}
            {field !== null && field !== 'all' && (
              <>
                {field.size.join('×')} px, every {count(field.stride[0])}
                {field.stride[0] === field.stride[1] ? '' : `×${count(field.stride[1])}`} px
              </>
            )}
          </dd>
        </div>
      </dl>
      {weights.length > 0 && (
        <table className={styles.weights}>
          <caption>
            Weights
            <span>
              {exactly(trainable)} trainable{nonTrainable > 0 && `, ${exactly(nonTrainable)} not`}
            </span>
          </caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Shape</th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {weights.map((weight) => (
              <tr key={weight.name}>
                <th scope="row">
                  {weight.name}
                  {!weight.trainable && <span className={styles.fixed}>fixed</span>}
                </th>
                <td>{weight.shape.join('×')}</td>
                <td>{exactly(weight.shape.reduce((product, size) => product * size, 1))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {status !== null && drawn.current !== null && (
        <p className={styles.status} data-status={status}>
          {statusTexts[status]} {drawn.current.name}.
        </p>
      )}
    </>
  );
});
