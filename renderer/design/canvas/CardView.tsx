import type { NodeProps } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { memo } from 'react';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import { isBlock } from '../../../shared/graph/document';
import { inputPorts, outputPorts } from '../../../shared/graph/ports';
import { useApp } from '../../document/app-context';
import { BlockRow } from './BlockRow';
import type { CardNode } from './drawn-node';
import { Ports } from './Ports';
import { useProblems } from './problems';
import { Row } from './Row';
import { useMeasuredPorts } from './use-measured-ports';
import { useReading } from './use-reading';
import styles from './canvas.module.css';
import { findLayer } from '../../../shared/layers/index';

const none: readonly Diagnostic[] = [];
const noPorts: readonly string[] = [];

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
  const reading = useReading();
  useMeasuredPorts(first?.id, `${inputs.join()} ${outputs.join()} ${reading}`);
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
      <Ports
        type="target"
        reading={reading}
        ports={inputs.map((port) => ({ id: port, title: `Input ${port} of ${first.name}` }))}
      />
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
      <Ports
        type="source"
        reading={reading}
        ports={outputs.map((port) => ({
          id: port,
          title: `Output ${port} of ${last.name}: drag to connect`,
        }))}
      />
    </div>
  );
});

/** React Flow renders it at every frame of a drag; its content only when its layers change. */
export const CardView = memo(function CardView({ data }: NodeProps<CardNode>) {
  return <CardContent nodes={data.nodes} />;
});
