import { observer } from 'mobx-react-lite';
import { useRef, useState, type KeyboardEvent } from 'react';
import { dragLayer } from '../canvas/drag';
import { addable, addBlockOf, addLayerOf } from '../commands/add';
import { anchor } from '../../components/anchors';
import { Button } from '../../components/Button';
import { LayerIcon } from '../../components/LayerIcon';
import { Segmented } from '../../components/Segmented';
import { Tooltip } from '../../components/Tooltip';
import { SearchField } from '../../components/SearchField';
import { useApp } from '../../document/app-context';
import { useArrival } from '../../document/use-arrival';
import { blockKey } from './palette-blocks';
import { BlockItem } from './BlockItem';
import { entriesOf, type PaletteEntry, paletteSections } from './palette-entries';
import { PaletteBlocks } from './PaletteBlocks';
import { searchBlocks, searchLayers } from './search-layers';
import styles from './palette.module.css';

const parts = [
  { value: 'layers', label: 'Layers' },
  { value: 'blocks', label: 'Blocks' },
] as const;

const entries = entriesOf(addable);
const sections = paletteSections(entries);

export const Palette = observer(function Palette() {
  const app = useApp();
  const { ui } = app;
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useArrival('search', () => {
    field.current?.focus();
    field.current?.select();
  });

  const found = searchLayers(entries, query);
  const searching = query.trim() !== '';
  const blocks = searching ? searchBlocks(app, query) : [];

  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const [first] = found;
    const [block] = blocks;
    if (event.key === 'Enter' && searching) {
      if (first !== undefined) addLayerOf(app, first.layer.type, first.params);
      else if (block !== undefined) addBlockOf(app, blockKey(block));
    }
    if (event.key === 'Escape') setQuery('');
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('button')?.focus();
    }
  };

  return (
    <>
      <div className={styles.search}>
        <SearchField
          field={field}
          label="Search layers"
          placeholder="Search layers and blocks"
          value={query}
          onChange={setQuery}
          onKeyDown={onSearchKey}
          hint={<kbd aria-hidden="true">/</kbd>}
        />
      </div>
      {!searching && (
        <div className={styles.parts}>
          <Segmented
            label="What to add"
            value={ui.palettePart}
            options={parts}
            onChange={(part) => ui.setPalettePart(part)}
          />
        </div>
      )}
      <div
        ref={list}
        className={styles.list}
        role="group"
        aria-label="Layers to add"
        onKeyDown={moveFocus}
        {...anchor('layers to add')}
      >
        {searching && found.length > 0 && <Items entries={found} />}
        {searching && blocks.length > 0 && (
          <section aria-label="Blocks">
            <h2 className={styles.heading}>Blocks</h2>
            <ul className={styles.blocks}>
              {blocks.map((block) => (
                <BlockItem key={blockKey(block)} block={block} />
              ))}
            </ul>
          </section>
        )}
        {!searching && ui.palettePart === 'blocks' && <PaletteBlocks />}
        {!searching &&
          ui.palettePart === 'layers' &&
          sections.map(({ title, items }) => (
            <section key={title} aria-label={title}>
              <h2 className={styles.heading}>{title}</h2>
              <Items entries={items} />
            </section>
          ))}
        {found.length + blocks.length === 0 && (
          <div className={styles.none}>
            <p>
              No layer or block is called “{query.trim()}”. Try what it does (pool, norm), or PyTorch’s name
              for it.
            </p>
            <Button
              onClick={() => {
                setQuery('');
                field.current?.focus();
              }}
            >
              Clear the search
            </Button>
          </div>
        )}
        {found.length + blocks.length > 0 && (
          <p className={styles.hint}>Drag it onto the canvas or a wire, or double-click it.</p>
        )}
      </div>
    </>
  );
});

/** Arrow keys go through the items without leaving the list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}

function Items({ entries: shown }: { readonly entries: readonly PaletteEntry[] }) {
  return (
    <ul className={styles.items}>
      {shown.map((entry) => (
        <Item key={entry.type} entry={entry} />
      ))}
    </ul>
  );
}

function Item({ entry: { layer, params, label } }: { readonly entry: PaletteEntry }) {
  const app = useApp();
  return (
    <li>
      <Tooltip
        side="right"
        text={
          <>
            <b>{layer.type}</b>
            {label !== layer.label && ` · ${label}`}
            <br />
            {layer.summary}
          </>
        }
      >
        <button
          type="button"
          className={styles.item}
          data-layer={layer.type}
          draggable
          aria-label={`${label}: add ${layer.type}`}
          onDragStart={(event) => dragLayer(event, layer.type, params)}
          onDoubleClick={() => addLayerOf(app, layer.type, params)}
          onClick={(event) => {
            // Keyboards and screen readers click without a pointer; a single click of the mouse begins a drag.
            if (event.detail === 0) addLayerOf(app, layer.type, params);
          }}
        >
          <LayerIcon layer={layer} />
          <span className={styles.label}>{label}</span>
        </button>
      </Tooltip>
    </li>
  );
}
