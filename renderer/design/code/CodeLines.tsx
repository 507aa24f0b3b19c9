import { observer } from 'mobx-react-lite';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { GeneratedCode } from '../../../shared/export/code/generate-code';
import type { ConvDocument } from '../../../shared/graph/document';
import { useApp } from '../../document/app-context';
import { tokensOf } from './highlight';
import { lineNodes, type LineNodes } from './line-nodes';
import styles from './code.module.css';

interface CodeLinesProps {
  readonly code: GeneratedCode;
  /** What the code was written from. */
  readonly document: ConvDocument;
  readonly label: string;
}

type Light = 'own' | 'around' | 'none';
const idOf = (line: number): string => `code-line-${line}`;

export const CodeLines = observer(function CodeLines({ code, document, label }: CodeLinesProps) {
  const { documents, ui } = useApp();
  const { selection, scope } = documents;
  const list = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => lineNodes(document, code.lines, scope), [document, code, scope]);
  const [current, setCurrent] = useState(0);
  const [focused, setFocused] = useState(false);
  /** The selection that a line made: the reader is where it leads already. */
  const chosen = useRef<ReadonlySet<string> | null>(null);
  const at = Math.min(current, code.lines.length - 1);

  useEffect(() => {
    if (selection.size === 0 || chosen.current === selection) return;
    const own = nodes.findIndex((line) => lightOf(line, selection) === 'own');
    if (own < 0) return;
    setCurrent(own);
    scrollTo(list.current, own);
  }, [selection, nodes]);

  const choose = (line: number): void => {
    setCurrent(line);
    const { own, around } = nodes[line] ?? { own: [], around: [] };
    const ids = (own.length > 0 ? own : around).filter((id) => documents.node(id) !== undefined);
    if (ids.length === 0) return;
    documents.select(ids);
    chosen.current = documents.selection;
    ui.setWorkspace('design');
    ui.canvas?.reveal(ids);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = code.lines.length - 1;
    const to = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + 10, last),
      PageUp: Math.max(at - 10, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setCurrent(to);
      scrollTo(list.current, to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(at);
    }
  };

  return (
    <div
      ref={list}
      className={styles.lines}
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={idOf(at)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onClick={(event) => {
        // Whoever marks text to copy it does not mean the layer.
        if (window.getSelection()?.isCollapsed === false) return;
        const line = event.target instanceof Element ? event.target.closest('[data-line]') : null;
        if (line) choose(Number(line.getAttribute('data-line')));
      }}
    >
      {code.lines.map(({ text }, line) => (
        <Line
          // Lines have no identity of their own.
          key={line}
          line={line}
          text={text}
          light={lightOf(nodes[line], selection)}
          leads={(nodes[line]?.own.length ?? 0) + (nodes[line]?.around.length ?? 0) > 0}
          current={focused && line === at}
        />
      ))}
    </div>
  );
});

function lightOf(line: LineNodes | undefined, selection: ReadonlySet<string>): Light {
  if (line?.own.some((id) => selection.has(id)) === true) return 'own';
  return line?.around.some((id) => selection.has(id)) === true ? 'around' : 'none';
}

function scrollTo(list: HTMLElement | null, line: number): void {
  list?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
}

interface LineProps {
  readonly line: number;
  readonly text: string;
  readonly light: Light;
  readonly leads: boolean;
  readonly current: boolean;
}

/** Drawn again only where something of its own changes: a large network has hundreds. */
const Line = memo(function Line({ line, text, light, leads, current }: LineProps) {
  return (
    <div
      id={idOf(line)}
      className={styles.line}
      role="option"
      aria-selected={light === 'own'}
      data-line={line}
      data-light={light}
      data-leads={leads}
      data-current={current}
    >
      <span className={styles.number} aria-hidden="true">
        {line + 1}
      </span>
      <code className={styles.text}>
        {tokensOf(text).map((token, i) => (
          <span key={i} data-kind={token.kind}>
            {token.text}
          </span>
        ))}
        {text.trim() === '' && <span className="visually-hidden">Empty line</span>}
      </code>
    </div>
  );
});
