import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { shapeText } from '../format/shape';
import { useApp } from '../stores/app-context';
import type { WireEdge } from './flow';
import { detourPath } from './route';
import { useProblems } from './problems';
import { useTarget } from './target-context';
import styles from './canvas.module.css';

/** A connection between cards, with the shape that flows through it. */
export const Wire = observer(function Wire(props: EdgeProps<WireEdge>) {
  const { id, data, selected } = props;
  const { documents, ui } = useApp();
  const problems = useProblems();
  const target = useTarget();
  const detour = data?.detour ?? null;
  const [path, labelX, labelY] = detour === null ? getBezierPath(props) : detourPath(props, detour);
  if (!data) return null;
  const { edge } = data;
  const shape = documents.compiled.shapeAt(edge.source, edge.sourcePort);
  const bad = (problems.get(edge.target) ?? []).some(
    ({ severity, port }) => severity === 'error' && port === edge.targetPort,
  );
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
      <EdgeLabelRenderer>
        <div
          className={`${styles.pill} nodrag nopan`}
          data-wire={id}
          data-bad={bad}
          data-selected={selected}
          data-aimed={aimed}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
        >
          <span>{shape ? shapeText(shape, ui.notation) : '–'}</span>
          <button
            type="button"
            className={styles.cut}
            aria-label={`Disconnect ${edge.source} from ${edge.target}`}
            title="Disconnect"
            onClick={() => documents.transact('Disconnect', [{ edit: 'disconnect', edge }])}
          >
            <X size={11} aria-hidden="true" />
          </button>
        </div>
      </EdgeLabelRenderer>
    </>
  );
});
