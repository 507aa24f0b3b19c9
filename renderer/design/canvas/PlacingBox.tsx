import { Command } from 'cmdk';
import { observer } from 'mobx-react-lite';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { NodeId } from '../../../shared/graph/document';
import { LayerIcon } from '../../components/LayerIcon';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import type { PlacingBox as Box } from '../placing-store';
import { addBlock } from './add-block';
import { ChainPreview } from './ChainPreview';
import { candidatesAt, replacementsOf, type Candidate } from './candidates';
import { placeRow, replaceLayer } from './placing';
import { searchPlacing } from './search-placing';
import styles from './placing.module.css';

const HEADINGS = { fits: 'Fits here', mended: 'Fits with a change', not: 'Does not fit here' } as const;

/** What to put here: layers by name, blocks, or a whole row of layers in the chain notation. */
export const PlacingBox = observer(function PlacingBox(props: {
  readonly box: Box;
  readonly frame: RefObject<HTMLDivElement | null>;
}) {
  const app = useApp();
  const { documents, placing, ui } = app;
  const [query, setQuery] = useState('');
  /** What is added first with the box left open is what the next goes behind. */
  const [goneOn, setGoneOn] = useState(false);
  const stay = useRef(false);
  const where = goneOn ? null : props.box.where;
  const { replaces } = props.box;
  const root = useRef<HTMLDivElement>(null);
  const place = useBoxPlace(props.box, props.frame, root);
  const { document, scope, selection } = documents;
  const candidates = useMemo(
    () => (replaces === undefined ? candidatesAt(documents, where) : replacementsOf(documents, replaces)),
    // Where things go follows from these.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [document, scope, selection, where, replaces],
  );
  const found = searchPlacing(app, candidates, query, replaces === undefined);
  const title =
    replaces === undefined ? 'What to add' : `Replace ${documents.node(replaces)?.name ?? replaces} with`;
  const ends = props.box.where?.kind === 'port' ? props.box.where.from.end : null;

  const added = (id: NodeId | null): void => {
    if (id === null) return;
    if (stay.current && replaces === undefined) {
      setQuery('');
      setGoneOn(true);
      return;
    }
    placing.close();
    ui.canvas?.reveal([id]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    stay.current = event.shiftKey;
    if (event.key === 'Tab') event.preventDefault();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    placing.close();
  };

  return (
    <>
      <div className={styles.shade} onPointerDown={() => placing.close()} />
      <div
        ref={root}
        className={styles.box}
        style={place}
        role="dialog"
        aria-label={title}
        data-testid="placing"
      >
        <Command
          label={title}
          shouldFilter={false}
          loop
          onKeyDown={onKeyDown}
          onPointerDown={(event) => (stay.current = event.shiftKey)}
        >
          <Command.Input
            className={styles.input}
            autoFocus
            value={query}
            onValueChange={setQuery}
            placeholder={
              replaces !== undefined
                ? `${title}…`
                : ends === 'source'
                  ? 'What comes next?'
                  : ends === 'target'
                    ? 'What comes before?'
                    : 'A layer, or c3-64 bn relu x2 pool dense 10'
            }
          />
          <Command.List className={styles.list} aria-label="What there is">
            {found.chain !== null && (
              <ChainPreview
                parts={found.chain}
                where={where}
                onChoose={(row) => added(placeRow(documents, row, where))}
              />
            )}
            {found.problem !== null && (
              <p className={styles.problem} role="status">
                {found.problem}
              </p>
            )}
            {found.empty && <p className={styles.none}>Nothing is called “{query.trim()}”.</p>}
            {found.groups.map(({ rank, members }) => (
              <Command.Group
                key={rank ?? 'found'}
                {...(rank !== null && { heading: HEADINGS[rank] })}
                className={styles.group}
              >
                {members.map((candidate) => (
                  <LayerItem
                    key={candidate.layer.type}
                    candidate={candidate}
                    onChoose={() =>
                      added(
                        replaces === undefined
                          ? placeRow(documents, [candidate.item], where)
                          : replaceLayer(documents, replaces, candidate.item),
                      )
                    }
                  />
                ))}
              </Command.Group>
            ))}
            {found.blocks.length > 0 && (
              <Command.Group heading="Blocks" className={styles.group}>
                {found.blocks.map(({ key, name }) => (
                  <Command.Item
                    key={key}
                    value={`block ${key}`}
                    className={styles.item}
                    onSelect={() => added(addBlock(app, key, where ?? undefined))}
                  >
                    {found.blockLayer && <LayerIcon layer={found.blockLayer} size={16} />}
                    <span className={styles.name}>{name}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            )}
          </Command.List>
        </Command>
        <p className={styles.foot}>
          {replaces !== undefined ? (
            'Connections stay, and the parameters that both have'
          ) : (
            <>
              <span className={styles.goes}>{whereText(documents.selected?.name ?? null, where)}</span>
              <Shortcut keys="Shift+Enter" /> goes on
            </>
          )}
        </p>
      </div>
    </>
  );
});

function whereText(selected: string | null, where: Box['where']): string {
  if (where?.kind === 'at') return 'Goes here, on its own';
  if (where?.kind === 'port') return 'Goes here, connected';
  return selected === null ? 'Goes to the end' : `Goes behind ${selected}`;
}

function LayerItem(props: { readonly candidate: Candidate; readonly onChoose: () => void }) {
  const { layer, rank, note } = props.candidate;
  return (
    <Command.Item
      value={layer.type}
      className={styles.item}
      data-rank={rank}
      title={rank === 'not' ? (note ?? undefined) : undefined}
      onSelect={props.onChoose}
    >
      <LayerIcon layer={layer} size={16} />
      <span className={styles.name}>
        {layer.type}
        {rank === 'mended' && <span className={styles.fix}>, {note}</span>}
      </span>
      {rank === 'not' && <span className={styles.note}>{note}</span>}
    </Command.Item>
  );
}

/** At the pointer, or right of the selected row, and always inside of the canvas. What had the focus gets it back. */
function useBoxPlace(
  { pointer }: Box,
  frame: RefObject<HTMLDivElement | null>,
  root: RefObject<HTMLDivElement | null>,
): { readonly left: number; readonly top: number } {
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const around = frame.current?.getBoundingClientRect();
    const own = root.current?.getBoundingClientRect();
    if (!around || !own) return;
    const row = frame.current?.querySelector('[data-testid="row"][data-selected="true"]');
    const beside = row?.getBoundingClientRect();
    const middle = { x: around.left + (around.width - own.width) / 2, y: around.top + around.height / 5 };
    // Where there is no room beside the row, below it: it is what the box speaks of.
    const atRow = beside && {
      x: beside.right + 12,
      y: beside.right + 12 + own.width <= around.right ? beside.top : beside.bottom + 6,
    };
    const { x, y } = pointer ?? atRow ?? middle;
    const inside = (at: number, most: number): number => Math.max(8, Math.min(at, most - 8));
    setPlace({
      left: inside(x - around.left, around.width - own.width),
      top: inside(y - around.top, around.height - own.height),
    });
  }, [pointer, frame, root]);
  // Asked before the field takes it.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, [before]);
  return place;
}
