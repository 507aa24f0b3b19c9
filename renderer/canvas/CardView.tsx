import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { memo, useEffect, useRef } from 'react';
import type { Diagnostic } from '../../shared/compiler/compiled';
import { isBlock } from '../../shared/graph/document';
import { inputPorts, outputPorts } from '../../shared/graph/ports';
import { useApp } from '../stores/app-context';
import { BlockRow } from './BlockRow';
import type { CardNode } from './flow';
import { useProblems } from './problems';
import { Row } from './Row';
import styles from './canvas.module.css';
import { findLayer } from '../../shared/layers/index';

const none: readonly Diagnostic[] = [];
const noPorts: readonly string[] = [];

/** React Flow measures ports when a card comes and when it changes its size; these come, go and move apart without that. */
function useMeasuredPorts(card: string | undefined, ports: string): void {
  const measure = useUpdateNodeInternals();
  const measured = useRef(ports);
  useEffect(() => {
    if (card === undefined || measured.current === ports) return;
    measured.current = ports;
    measure(card);
  }, [card, ports, measure]);
}

/** A chain of layers: a row each, inputs above the first, outputs below the last. */
const CardContent = observer(function CardContent({ nodes }: { readonly nodes: CardNode['data']['nodes'] }) {
  const { documents } = useApp();
  const problems = useProblems();
  const rows = nodes.flatMap((id) => documents.node(id) ?? []);
  const [first] = rows;
  const last = rows.at(-1);
  const { document, scope } = documents;
  const inputs = first ? inputPorts(document, first, { scope }) : noPorts;
  const outputs = last ? outputPorts(document, last, { scope }) : noPorts;
  useMeasuredPorts(first?.id, `${inputs.join()} ${outputs.join()}`);
  if (!first || !last) return null;
  const worst = rows
    .flatMap(({ id }) => problems.get(id) ?? none)
    .find(({ severity }) => severity === 'error');
  return (
    <div
      className={styles.card}
      data-testid="card"
      data-category={findLayer(first.type)?.category}
      data-bad={worst !== undefined}
      data-stacked={rows.length === 1 && isBlock(first) && first.repeat !== 1}
      data-rows={rows.length === 1 ? 'one' : 'many'}
    >
      {inputs.map((port, index, all) => (
        <Handle
          key={port}
          id={port}
          type="target"
          position={Position.Top}
          className={styles.handle}
          style={{ left: `${((index + 1) / (all.length + 1)) * 100}%` }}
          title={`Input ${port} of ${first.name}`}
        />
      ))}
      <span className={styles.first} aria-hidden="true">
        {first.name}
      </span>
      {rows.map((node) => {
        const own = problems.get(node.id) ?? none;
        return isBlock(node) ? (
          <BlockRow key={node.id} node={node} problems={own} />
        ) : (
          <Row key={node.id} node={node} problems={own} />
        );
      })}
      {outputs.map((port, index, all) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Bottom}
          className={styles.handle}
          style={{ left: `${((index + 1) / (all.length + 1)) * 100}%` }}
          title={`Output ${port} of ${last.name}: drag to connect`}
        />
      ))}
    </div>
  );
});

/** React Flow renders it at every frame of a drag; its content only when its layers change. */
export const CardView = memo(function CardView({ data }: NodeProps<CardNode>) {
  return <CardContent nodes={data.nodes} />;
});
