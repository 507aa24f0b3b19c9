import { observer } from 'mobx-react-lite';
import { WASM_MEMORY } from '../../../shared/engine/wasm-memory';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import { bytes, roughly } from '../../format/words';
import { backendTitles } from './backends';
import styles from './train.module.css';

/** Memory against what this machine has, and how long it will take. */
export const TrainEstimates = observer(function TrainEstimates() {
  const { forecast, documents } = useApp();
  const { memory, memoryLimit, trainsOn, secondsPerEpoch, measurement, shorter } = forecast;
  const { epochs } = documents.document.training;
  const share = memory.total / memoryLimit;
  const parts = [
    ['weights', memory.weights],
    ['gradients', memory.gradients],
    ['optimizer', memory.optimizer],
    ['activations', memory.activations],
  ] as const;
  const uses = parts.map(([name, value]) => `${name} ${bytes(value)}`).join(', ');
  return (
    <dl className={styles.estimates}>
      <div>
        <dt>Memory</dt>
        <dd title={`${uses}${trainsOn === 'wasm' ? `; WebAssembly can address ${bytes(WASM_MEMORY)}` : ''}`}>
          <b>{bytes(memory.total)}</b> of about {bytes(memoryLimit)}
          <span className={styles.meter} data-full={share > 1} aria-hidden="true">
            <span style={{ transform: `scaleX(${Math.min(1, share)})` }} />
          </span>
        </dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>
          {secondsPerEpoch === null ? (
            <span className={styles.quiet}>{forecast.measuring ? 'measuring…' : 'not measured yet'}</span>
          ) : (
            <>
              {secondsPerEpoch >= 1 && 'about '}
              <b>{roughly(secondsPerEpoch)}</b> an epoch, <b>{roughly(secondsPerEpoch * epochs)}</b> in all
            </>
          )}
          {measurement !== null && secondsPerEpoch !== null && (
            <span className={styles.quiet}> on {backendTitles[measurement.backend]}</span>
          )}
          {shorter !== null && (
            <div className={styles.long}>
              <p>More than a day: a smaller network or input is done sooner, and so are fewer pictures.</p>
              <Button onClick={() => documents.transact(shorter.label, shorter.edits)}>
                {shorter.label}
              </Button>
            </div>
          )}
        </dd>
      </div>
    </dl>
  );
});
