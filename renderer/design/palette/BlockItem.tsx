import { Ellipsis } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { useState } from 'react';
import { portable } from '../../../shared/graph/definitions';
import { usersOf } from '../../../shared/graph/instances';
import { removeDefinition } from '../../../shared/graph/definitions';
import { layers } from '../../../shared/layers';
import { BLOCK_MIME } from '../canvas/drag';
import { addBlockOf } from '../commands/add';
import { showLayer, openBlock } from '../commands/scope';
import { LayerIcon } from '../../components/LayerIcon';
import { Tooltip } from '../../components/Tooltip';
import { useApp } from '../../document/app-context';
import type { AppStore } from '../../document/app-store';
import { blockKey, type PaletteBlock } from './palette-blocks';
import styles from './palette.module.css';

const icon = layers.find(({ role }) => role === 'block');

/** A block to drag or to add, and what else can be done with it. */
export const BlockItem = observer(function BlockItem({ block }: { readonly block: PaletteBlock }) {
  const app = useApp();
  const [renaming, setRenaming] = useState(false);
  const key = blockKey(block);
  if (renaming)
    return (
      <li className={styles.block}>
        <Rename block={block} onDone={() => setRenaming(false)} />
      </li>
    );
  return (
    <li className={styles.block}>
      <Tooltip
        side="right"
        text={
          <>
            <b>{block.name}</b>
            <br />
            {block.summary}
          </>
        }
      >
        <button
          type="button"
          className={styles.item}
          data-block={key}
          draggable
          aria-label={`${block.name}: add this block`}
          onDragStart={(event) => {
            event.dataTransfer.setData(BLOCK_MIME, key);
            event.dataTransfer.effectAllowed = 'copy';
          }}
          onDoubleClick={() => addBlockOf(app, key)}
          onClick={(event) => {
            // Keyboards and screen readers click without a pointer; a single click of the mouse begins a drag.
            if (event.detail === 0) addBlockOf(app, key);
          }}
        >
          {icon && <LayerIcon layer={icon} />}
          <span className={styles.label}>{block.name}</span>
        </button>
      </Tooltip>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={styles.more} aria-label={`More for ${block.name}`}>
          <Ellipsis size={15} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4}>
            {actionsOf(app, block, () => setRenaming(true)).map(({ title, run }) => (
              <DropdownMenu.Item key={title} className={styles.menuItem} onSelect={run}>
                {title}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
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

function Rename({ block, onDone }: { readonly block: PaletteBlock; readonly onDone: () => void }) {
  const { library } = useApp();
  const [name, setName] = useState(block.name);
  return (
    <input
      className={styles.rename}
      aria-label={`New name of ${block.name}`}
      autoFocus
      maxLength={200}
      value={name}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => {
        void library.rename(block.id, name);
        onDone();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}
