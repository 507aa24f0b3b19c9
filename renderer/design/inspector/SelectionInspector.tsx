import { observer } from 'mobx-react-lite';
import { blockCommands } from '../commands/blocks';
import { editCommands } from '../commands/edit';
import { placingCommands } from '../commands/placing';
import { viewCommands } from '../../document/commands/view';
import { exactly, macsText } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { Actions } from './Actions';
import { SelectionForm } from './SelectionForm';
import styles from './inspector.module.css';

const ids = [
  'edit.makeBlock',
  'place.wireMany',
  'place.takeOut',
  'edit.duplicate',
  'edit.copy',
  'edit.cut',
  'edit.delete',
  'view.reveal',
  'edit.selectNone',
];
const actions = [...blockCommands, ...placingCommands, ...editCommands, ...viewCommands].filter(({ id }) =>
  ids.includes(id),
);

/** Several layers at once: what they cost together and what can be done to all of them. */
export const SelectionInspector = observer(function SelectionInspector() {
  const { documents } = useApp();
  const { selection } = documents;
  const layers = [...selection].flatMap((id) => documents.layersOf(id));
  const sum = (of: (layer: (typeof layers)[number]) => number): number =>
    layers.reduce((total, layer) => total + of(layer), 0);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{exactly(selection.size)} layers</h2>
      </header>
      <p className={styles.summary}>
        Together {exactly(sum(({ trainable }) => trainable))} trainable parameters and{' '}
        {macsText(sum(({ macs }) => macs))} an image.
      </p>
      <SelectionForm />
      <Actions commands={actions} />
    </>
  );
});
