import { Handle, Position } from '@xyflow/react';
import type { Reading } from '../../../shared/drawing/reading';
import styles from './wires.module.css';

interface Port {
  readonly id: string;
  readonly title: string;
}

/** Where wires meet what is drawn: they come in on one side, and leave on the other. */
export const portSides = {
  down: { target: Position.Top, source: Position.Bottom },
  across: { target: Position.Left, source: Position.Right },
} as const;

/** Where wires enter a card, or leave it: spread over the side that they come from, or go to. */
export function Ports(props: {
  readonly type: 'source' | 'target';
  readonly ports: readonly Port[];
  readonly reading: Reading;
  readonly isConnectable?: boolean;
}) {
  const { type, ports, reading, isConnectable = true } = props;
  return ports.map(({ id, title }, index) => (
    <Handle
      key={id}
      id={id}
      type={type}
      position={portSides[reading][type]}
      isConnectable={isConnectable}
      className={styles.handle}
      style={{ [reading === 'down' ? 'left' : 'top']: `${((index + 1) / (ports.length + 1)) * 100}%` }}
      title={title}
    />
  ));
}
