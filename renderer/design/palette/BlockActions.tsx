/** What else can be done with a block of the palette. */
import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { portable, removeDefinition } from '../../../shared/graph/definitions';
import { usersOf } from '../../../shared/graph/instances';
import { addBlockOf } from '../commands/add';
import { showLayer, openBlock } from '../commands/scope';
import { useApp } from '../../document/app-context';
import type { AppStore } from '../../document/app-store';
import { blockKey, type PaletteBlock } from './palette-blocks';
import styles from './palette.module.css';

export const BlockActions = observer(function BlockActions(props: {
  readonly block: PaletteBlock;
  readonly onRename: () => void;
}) {
  const app = useApp();
  return actionsOf(app, props.block, props.onRename).map(({ title, run }) => (
    <DropdownMenu.Item key={title} className={styles.menuItem} onSelect={run}>
      {title}
    </DropdownMenu.Item>
  ));
});

interface Action {
  readonly title: string;
  readonly run: () => void;
}

function actionsOf(app: AppStore, block: PaletteBlock, rename: () => void): readonly Action[] {
  const { documents, library } = app;
  const { id, source } = block;
  const add: Action = { title: 'Add to the canvas', run: () => void addBlockOf(app, blockKey(block)) };
  switch (source) {
    case 'shipped':
      return [add];
    case 'own':
      return [
        add,
        { title: 'Rename…', run: rename },
        { title: 'Save as a file…', run: () => void library.saveFile(id) },
        { title: 'Remove from my blocks', run: () => void library.remove(id) },
      ];
    case 'document': {
      const user = usersOf(documents.document, id).find(({ scope }) => scope === null);
      return [
        add,
        ...(user
          ? [
              {
                title: 'Open',
                run: () => {
                  showLayer(app, user.node.id);
                  openBlock(app, user.node.id);
                },
              },
            ]
          : []),
        {
          title: 'Save to my blocks',
          run: () => void library.keep(portable(documents.document, id)),
        },
        {
          title: 'Remove from this network',
          run: () =>
            void documents.attempt(`Remove ${block.name}`, (document) => removeDefinition(document, id)),
        },
      ];
    }
  }
}
