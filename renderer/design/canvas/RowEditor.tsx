import { observer } from 'mobx-react-lite';
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { GraphNode } from '../../../shared/graph/document';
import { holdsExpression } from '../../../shared/graph/literals';
import { findLayer } from '../../../shared/layers/index';
import { inSentence } from '../../../shared/schema/in-sentence';
import { renameLayer } from '../commands/rename';
import { type Gesture, useGesture } from '../../components/use-gesture';
import { useApp } from '../../document/app-context';
import { type MainParam, mainParams, paramText, readParam, stepped } from './main-params';
import styles from './row-editor.module.css';

/** So many parameters have room for their whole names. */
const ROOMY = 2;

/** Over the row while it is edited: its name, or the numbers of its short text. Leaving it closes it. */
export const RowEditor = observer(function RowEditor({ node }: { readonly node: GraphNode }) {
  const { documents, ui } = useApp();
  const part = ui.rowEdit?.part;
  const gesture = useGesture();
  const layer = findLayer(node.type);
  const close = (): void => {
    ui.editRow(null);
    ui.canvas?.reveal([node.id]);
  };
  const params = layer ? mainParams(layer, documents.layer(node.id)?.params ?? node.params) : [];
  return (
    <div
      className={`${styles.editor} nodrag nopan`}
      role="group"
      aria-label={part === 'name' ? `Rename ${node.name}` : `Numbers of ${node.name}`}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' || event.key === 'Escape') close();
      }}
      onBlur={(event: FocusEvent) => {
        const to = event.relatedTarget;
        const stays = to instanceof Node && event.currentTarget.contains(to);
        if (!stays && ui.rowEdit?.node === node.id) ui.editRow(null);
      }}
    >
      {part === 'name' ? (
        <NameInput node={node} />
      ) : (
        params.map((param, index) => (
          <NumberInput
            key={param.name}
            node={node}
            param={param}
            // As the row's short text does, where there are several: s1, p0.
            sign={params.length > ROOMY ? param.field.label.charAt(0).toLowerCase() : param.field.label}
            gesture={gesture}
            first={index === 0}
          />
        ))
      )}
    </div>
  );
});

function NameInput({ node }: { readonly node: GraphNode }) {
  const { documents } = useApp();
  const dropped = useRef(false);
  return (
    <input
      className={styles.name}
      aria-label="Name on the row"
      autoFocus
      spellCheck={false}
      maxLength={200}
      defaultValue={node.name}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') dropped.current = true;
      }}
      onBlur={(event) => {
        if (!dropped.current) renameLayer(documents, node, event.currentTarget.value);
      }}
    />
  );
}

/** So far the pointer moves for one step, and before it is a drag at all. */
const PIXELS_A_STEP = 6;
const DRAG_FROM = 4;

const NumberInput = observer(function NumberInput(props: {
  readonly node: GraphNode;
  readonly param: MainParam;
  readonly sign: string;
  readonly gesture: Gesture;
  readonly first: boolean;
}) {
  const { node, param, sign, gesture, first } = props;
  const { name, field, value } = param;
  const { documents } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const scrub = useRef<{ readonly x: number; readonly from: unknown; moved: boolean } | null>(null);
  const atFocus = useRef(node.params[name]);
  const expression = holdsExpression(node.params[name]);

  const set = (next: unknown): void => {
    setProblem(null);
    if (JSON.stringify(next) === JSON.stringify(value)) return;
    documents.transact(
      `Change ${inSentence(field.label)} of ${node.name}`,
      [{ edit: 'setParams', ...documents.within, id: node.id, params: { [name]: next } }],
      gesture.id(name),
    );
  };
  const type = (text: string): void => {
    setDraft(text);
    const read = readParam(param, text);
    if ('value' in read) set(read.value);
    else setProblem(read.problem);
  };
  const step = (by: number): void => {
    const next = stepped(field, value, by);
    setDraft(null);
    if (next !== null) set(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (
      event.key === 'Escape' &&
      JSON.stringify(atFocus.current) !== JSON.stringify(node.params[name])
    ) {
      set(atFocus.current ?? field.default);
    }
  };
  const onPointerMove = (event: PointerEvent<HTMLInputElement>): void => {
    const drag = scrub.current;
    if (!drag) return;
    const distance = event.clientX - drag.x;
    if (!drag.moved && Math.abs(distance) < DRAG_FROM) return;
    if (!drag.moved) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.moved = true;
      setDraft(null);
    }
    const next = stepped(field, drag.from, Math.round(distance / PIXELS_A_STEP));
    if (next !== null) set(next);
  };

  const text = draft ?? paramText(param);
  return (
    <label className={styles.field} title={`${field.label}: ${field.help} Drag sideways to change it.`}>
      <span aria-hidden="true">{sign}</span>
      <input
        className={styles.number}
        style={{ width: `${Math.max(3, text.length + 2)}ch` }}
        aria-label={`${field.label} on the row`}
        aria-description={field.help}
        aria-invalid={problem !== null}
        autoComplete="off"
        spellCheck={false}
        autoFocus={first}
        disabled={expression}
        value={text}
        onFocus={(event) => {
          atFocus.current = node.params[name];
          gesture.renew();
          event.currentTarget.select();
        }}
        onBlur={() => {
          setDraft(null);
          setProblem(null);
        }}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          gesture.renew();
          scrub.current = { x: event.clientX, from: value, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (scrub.current = null)}
        onPointerCancel={() => (scrub.current = null)}
      />
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </label>
  );
});
