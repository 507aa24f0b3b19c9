import { Ellipsis } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { layers } from '../../../shared/layers';
import { BLOCK_MIME } from '../canvas/drag';
import { addBlockOf } from '../commands/add';
import { later } from '../../components/later';
import { LayerIcon } from '../../components/LayerIcon';
import { MenuButton } from '../../components/menu/MenuButton';
import { Tooltip } from '../../components/Tooltip';
import { useApp } from '../../document/app-context';
import { blockKey, type PaletteBlock } from './palette-blocks';
import styles from './palette.module.css';

const BlockActions = later(() => import('./BlockActions').then((module) => module.BlockActions));

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
      <MenuButton
        className={styles.more}
        label={`More for ${block.name}`}
        face={<Ellipsis size={15} aria-hidden="true" />}
        menu={{ className: styles.menu, align: 'end', sideOffset: 4 }}
      >
        <BlockActions block={block} onRename={() => setRenaming(true)} />
      </MenuButton>
    </li>
  );
});

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
