import { FolderInput } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { shortcutText } from '../../components/shortcut-text';
import { IconButton } from '../../components/IconButton';
import { useApp } from '../../document/app-context';
import { blockKey, paletteBlocks, type BlockSource } from './palette-blocks';
import { BlockItem } from './BlockItem';
import styles from './palette.module.css';

const sections: readonly { readonly source: BlockSource; readonly title: string; readonly none: string }[] = [
  {
    source: 'document',
    title: 'In this network',
    none: `None yet. Select layers on the canvas and press ${shortcutText('Mod+G')} to make a block of them.`,
  },
  {
    source: 'own',
    title: 'My blocks',
    none: 'None yet. “Save to my blocks” keeps a block for other networks too.',
  },
  { source: 'shipped', title: 'Ready-made', none: '' },
];

/** Blocks to put on the canvas, by where they come from. */
export const PaletteBlocks = observer(function PaletteBlocks() {
  const app = useApp();
  return sections.map(({ source, title, none }) => {
    const blocks = paletteBlocks(app, source);
    return (
      <section key={source} aria-label={title}>
        <div className={styles.sectionHead}>
          <h2 className={styles.heading}>{title}</h2>
          {source === 'own' && (
            <IconButton label="Add a block from a file…" onClick={() => void app.library.openFile()}>
              <FolderInput size={14} />
            </IconButton>
          )}
        </div>
        {blocks.length === 0 && none !== '' && <p className={styles.nothing}>{none}</p>}
        <ul className={styles.blocks}>
          {blocks.map((block) => (
            <BlockItem key={blockKey(block)} block={block} />
          ))}
        </ul>
      </section>
    );
  });
});
