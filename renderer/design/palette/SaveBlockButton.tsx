import { BookmarkPlus } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { portable } from '../../../shared/graph/definitions';
import type { DefinitionId } from '../../../shared/graph/document';
import { IconButton } from '../../components/IconButton';
import { useApp } from '../../document/app-context';

/** Keeps a block of this network for others. */
export const SaveBlockButton = observer(function SaveBlockButton({ id }: { readonly id: DefinitionId }) {
  const { documents, library, ui } = useApp();
  return (
    <IconButton
      label="Save to my blocks"
      onClick={() => {
        const block = portable(documents.document, id);
        void library.keep(block).then((kept) => {
          if (!kept) return;
          ui.notify({
            kind: 'info',
            message: `${block.definition.name} is among your blocks now, for every network.`,
            action: { label: 'Show it', run: () => ui.showBlocks() },
          });
        });
      }}
    >
      <BookmarkPlus size={15} />
    </IconButton>
  );
});
