import { BaseEdge, type EdgeProps, getBezierPath, Position } from '@xyflow/react';
import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useContext } from 'react';
import { createPortal } from 'react-dom';
import type { Shape } from '../../../shared/layers/shape';
import { anchor } from '../../components/anchors';
import { useApp } from '../../document/app-context';
import type { DocumentStore } from '../../document/document-store';
import type { Wired } from '../../../shared/drawing/wired';
import type { WireEdge } from './drawn-node';
import { cutWires } from './port-edits';
import { WireGhost } from './Ghost';
import { useProblems } from './problems';
import { detourPath } from '../../../shared/drawing/route';
import { shapeAfter, shapeOfInput } from './shapes';
import { useTarget } from './target-context';
import { shownShape } from '../../format/shown-shape';
import { WireLabelContext } from './wire-labels';
import styles from './wires.module.css';

/** A connection between cards, with the shape that flows through it. */
export const Wire = observer(function Wire(props: EdgeProps<WireEdge>) {
  const { id, data, selected } = props;
  const app = useApp();
  const { documents } = app;
  const problems = useProblems();
  const target = useTarget();
  const labels = useContext(WireLabelContext);
  const detour = data?.detour ?? null;
  const reading = props.sourcePosition === Position.Right ? 'across' : 'down';
  const [path, labelX, labelY] = detour === null ? getBezierPath(props) : detourPath(props, detour, reading);
  if (!data) return null;
  const { wired } = data;
  const shape = shapeOn(documents, wired);
  const into = wired.kind === 'edge' ? { node: wired.edge.target, port: wired.edge.targetPort } : wired.port;
  const bad =
    wired.kind !== 'output' &&
    (problems.get(into.node) ?? []).some(({ severity, port }) => severity === 'error' && port === into.port);
  const aimed = target?.kind === 'wire' && target.id === id;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={styles.wire ?? ''}
        data-selected={selected}
        data-bad={bad}
        data-aimed={aimed}
        interactionWidth={22}
      />
      {labels !== null &&
        createPortal(
          <div
            className={`${styles.pill} nodrag nopan`}
            data-wire={id}
            {...anchor('wire')}
            data-bad={bad}
            data-selected={selected}
            data-aimed={aimed}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <span>{shape ? shownShape(app, shape) : '–'}</span>
            <button
              type="button"
              className={styles.cut}
              aria-label={`Disconnect ${endsText(wired)}`}
              title="Disconnect"
              onClick={() => cutWires(documents, [wired])}
            >
              <X size={11} aria-hidden="true" />
            </button>
            {wired.kind !== 'output' && <WireGhost into={into} />}
          </div>,
          labels,
        )}
    </>
  );
});

function endsText(wired: Wired): string {
  switch (wired.kind) {
    case 'edge':
      return `${wired.edge.source} from ${wired.edge.target}`;
    case 'input':
      return `the input ${wired.port.name} from ${wired.port.node}`;
    case 'output':
      return `${wired.port.node} from the output ${wired.port.name}`;
  }
}

function shapeOn(documents: DocumentStore, wired: Wired): Shape | null {
  switch (wired.kind) {
    case 'edge':
      return shapeAfter(documents, wired.edge.source, wired.edge.sourcePort);
    case 'input':
      return shapeOfInput(documents, wired.port.name);
    case 'output':
      return shapeAfter(documents, wired.port.node, wired.port.port);
  }
}
