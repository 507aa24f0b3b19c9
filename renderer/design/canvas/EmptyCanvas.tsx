import { observer } from 'mobx-react-lite';
import { useApp } from '../../document/app-context';
import { AddLayerButton } from '../palette/AddLayerButton';
import { Button } from '../../components/Button';
import { EmptySheet } from '../../components/EmptySheet';
import { Shortcut } from '../../components/Shortcut';

/** What to do with nothing. */
export const EmptyCanvas = observer(function EmptyCanvas() {
  const { documents, ui, start } = useApp();
  if (documents.scope !== null)
    return (
      <EmptySheet
        title="An empty block"
        text={
          <>
            Drag a layer here from the left, or press <Shortcut keys="/" />. Then draw wires from its ports to
            “new input” and “new output”.
          </>
        }
      />
    );
  return (
    <EmptySheet
      title="Draw a network"
      text={
        <>
          Drag a layer here from the left, or press <Shortcut keys="/" /> to add one. Each layer goes behind
          the selected one.
        </>
      }
    >
      <AddLayerButton />
      <Button onClick={() => ui.setGalleryOpen(true)}>Open a famous network</Button>
      <Button onClick={() => start.show()}>Start screen</Button>
    </EmptySheet>
  );
});
