import { observer } from 'mobx-react-lite';
import { Segmented } from '../../components/Segmented';
import { useApp } from '../app-context';
import styles from './view-switch.module.css';

/** The same network as cards and wires, or as the volumes of its feature maps. */
export const ViewSwitch = observer(function ViewSwitch() {
  const { figures } = useApp();
  return (
    <span className={styles.switch}>
      <Segmented
        label="Show the network as"
        value={figures.view}
        options={[
          { value: 'canvas', label: 'Canvas', title: 'Cards and wires (V)' },
          { value: 'volumes', label: 'Volumes', title: 'Volumes of feature maps (V)' },
        ]}
        onChange={(view) => figures.setView(view)}
      />
    </span>
  );
});
