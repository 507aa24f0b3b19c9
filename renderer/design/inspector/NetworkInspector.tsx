import { isWhole } from '../../../shared/compiler/compiled';
import { observer } from 'mobx-react-lite';
import { optimizers } from '../../../shared/schema/optimizers';
import type { Schedule } from '../../../shared/schema/training-fields';
import { Button } from '../../components/Button';
import { Select } from '../../components/Select';
import { later } from '../../components/later';
import { bytes, exactly } from '../../format/numbers';
import { shapeNotations } from '../../format/shape';
import { useApp } from '../../document/app-context';
import { neededText } from '../../components/fields/needed-text';
import { TypedField } from '../../components/fields/TypedField';
import { CostLines } from './CostLines';
import { Line } from './Line';
import { useGesture } from '../../components/use-gesture';
import styles from './inspector.module.css';

const ProblemItem = later(() => import('../problems/ProblemItem').then((module) => module.ProblemItem));

const schedules: Readonly<Record<Schedule, string>> = {
  linear: 'falling to zero',
  cosine: 'falling along a cosine',
  constant: 'constant',
};

/** The whole network, while no layer is selected. */
export const NetworkInspector = observer(function NetworkInspector() {
  const { documents, ui } = useApp();
  const { document, compiled } = documents;
  const gesture = useGesture();
  const whole = compiled.diagnostics.filter(({ documentNode }) => documentNode === null);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>Network</h2>
      </header>
      <div className={styles.form} role="group" aria-label="The network">
        <div className={styles.row}>
          <span className={styles.label}>Name</span>
          <TypedField
            label="Name of the network"
            value={document.name}
            show={(name) => name}
            read={neededText('A network needs a name.', 200)}
            onStart={() => gesture.renew()}
            onChange={(name) =>
              documents.transact('Rename network', [{ edit: 'setInfo', name }], gesture.id('name'))
            }
          />
        </div>
        <div className={styles.row} data-top="true">
          <span className={styles.label}>Description</span>
          <TypedField
            label="Description of the network"
            value={document.description}
            lines={4}
            placeholder="What it is for, where it comes from"
            show={(text) => text}
            read={(text) => ({ value: text.slice(0, 10_000) })}
            onStart={() => gesture.renew()}
            onChange={(description) =>
              documents.transact('Change description', [{ edit: 'setInfo', description }], gesture.id('text'))
            }
          />
        </div>
        <div className={styles.row}>
          <span className={styles.label}>Shapes as</span>
          <Select
            label="How shapes are written"
            value={ui.notation}
            options={shapeNotations}
            onChange={(notation) => ui.setNotation(notation)}
          />
        </div>
      </div>
      {whole.length > 0 && (
        <ul className={styles.problems} aria-label="Problems of the network">
          {whole.map((problem, index) => (
            <ProblemItem key={`${problem.code}/${index}`} problem={problem} />
          ))}
        </ul>
      )}
      <Totals />
      <DataSummary />
      <TrainingSummary />
      <p className={styles.hint}>Select a layer to see its parameters and how its numbers come about.</p>
    </>
  );
});

const Totals = observer(function Totals() {
  const { documents, forecast } = useApp();
  const { totals, layers } = documents.compiled;
  const { memory } = forecast;
  return (
    <section className={styles.card}>
      <h3 className={styles.cardTitle}>{isWhole(documents.compiled) ? 'Totals' : 'Totals so far'}</h3>
      {!isWhole(documents.compiled) && (
        <p className={styles.hint}>Something is wrong in the network: what lies behind it is not counted.</p>
      )}
      <dl className={styles.list}>
        <CostLines layers={layers.length} {...totals} />
        <Line term="Weights">{bytes(memory.weights)}</Line>
        <Line term="Memory to train">{bytes(memory.total)}</Line>
      </dl>
    </section>
  );
});

const DataSummary = observer(function DataSummary() {
  const { documents, forecast, ui } = useApp();
  const { data } = documents.document;
  const { dataset } = forecast;
  return (
    <section className={styles.card}>
      <div className={styles.cardHead}>
        <h3 className={styles.cardTitle}>Data</h3>
        <Button variant="quiet" className={styles.more} onClick={() => ui.setWorkspace('data')}>
          {dataset === null ? 'Choose pictures' : 'Change'}
        </Button>
      </div>
      {dataset === null ? (
        <p className={styles.cost}>No pictures are chosen yet.</p>
      ) : (
        <p className={styles.cost}>
          {dataset.title}, {exactly(Math.min(data.limit ?? dataset.trainCount, dataset.trainCount))} training
          pictures, {Math.round(data.validation * 100)} % of them for validation.
        </p>
      )}
    </section>
  );
});

const TrainingSummary = observer(function TrainingSummary() {
  const { documents, ui } = useApp();
  const { training } = documents.document;
  return (
    <section className={styles.card}>
      <div className={styles.cardHead}>
        <h3 className={styles.cardTitle}>Training</h3>
        <Button variant="quiet" className={styles.more} onClick={() => ui.setWorkspace('train')}>
          Change
        </Button>
      </div>
      <p className={styles.cost}>
        {optimizers[training.optimizer].title}, learning rate {training.learningRate}{' '}
        {schedules[training.schedule]}, batch {exactly(training.batchSize)},{' '}
        {training.epochs === 1 ? '1 epoch' : `${exactly(training.epochs)} epochs`}.
      </p>
    </section>
  );
});
