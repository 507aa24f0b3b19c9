import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { IconButton } from '../../components/IconButton';
import { Select } from '../../components/Select';
import { useApp } from '../../document/app-context';
import { heatQuantities } from '../heat-store';
import styles from './heat-legend.module.css';

/** What the tints mean: of what, and from how little to how much. */
export const HeatLegend = observer(function HeatLegend() {
  const { heat } = useApp();
  const { quantity, scale } = heat;
  if (quantity === null) return null;
  return (
    <div className={styles.legend} role="group" aria-label="Heat">
      <span className={styles.choice}>
        <Select
          label="Heat by"
          value={quantity}
          options={heatQuantities}
          onChange={(chosen) => heat.show(chosen)}
        />
      </span>
      {scale === null ? (
        <span className={styles.none}>No layer here has any.</span>
      ) : (
        <span className={styles.scale}>
          <span>{scale.least}</span>
          <span className={styles.ramp} aria-hidden="true" />
          <span>{scale.most}</span>
        </span>
      )}
      <IconButton label="Hide the heat" onClick={() => heat.show(null)}>
        <X size={14} />
      </IconButton>
    </div>
  );
});
