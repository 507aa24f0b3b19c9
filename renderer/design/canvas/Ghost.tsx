import { computed } from 'mobx';
import { observer } from 'mobx-react-lite';
import { Plus } from 'lucide-react';
import type { NodeId } from '../../../shared/graph/document';
import { useApp } from '../../document/app-context';
import type { AppStore } from '../../document/app-store';
import { previewOf, wireKey, type Preview } from './preview';
import styles from './ghost.module.css';

const previews = new WeakMap<AppStore, { get(): Preview | null }>();

/** Computed once for all rows and wires. Only inside observers. */
function usePreview(): Preview | null {
  const app = useApp();
  let preview = previews.get(app);
  if (!preview) {
    preview = computed(() =>
      app.ui.preview === null ? null : previewOf(app.documents.document, app.ui.preview, app.documents.scope),
    );
    previews.set(app, preview);
  }
  return preview.get();
}

/** What the fix that is pointed at would do to a row. Lies over it and takes no room. */
export const RowGhost = observer(function RowGhost({ node }: { readonly node: NodeId }) {
  const preview = usePreview();
  if (preview === null) return null;
  const above = preview.above.get(node);
  const below = preview.below.get(node);
  const state = preview.removed.has(node) ? 'removed' : preview.changed.has(node) ? 'changed' : null;
  return (
    <>
      {state !== null && <span className={styles.row} data-ghost={state} aria-hidden="true" />}
      {above !== undefined && <Chip text={above} place="above" />}
      {below !== undefined && <Chip text={below} place="below" />}
    </>
  );
});

/** The same on a wire, beside its shape. */
export const WireGhost = observer(function WireGhost(props: {
  readonly into: { readonly node: NodeId; readonly port: string };
}) {
  const preview = usePreview();
  const key = wireKey({ target: props.into.node, targetPort: props.into.port });
  const text = preview?.onWire.get(key);
  if (text !== undefined) return <Chip text={text} place="beside" />;
  return preview?.cut.has(key) === true ? (
    <span className={styles.row} data-ghost="removed" aria-hidden="true" />
  ) : null;
});

function Chip(props: { readonly text: string; readonly place: 'above' | 'below' | 'beside' }) {
  return (
    <span className={styles.chip} data-place={props.place} data-testid="ghost" aria-hidden="true">
      <Plus size={11} />
      {props.text}
    </span>
  );
}
