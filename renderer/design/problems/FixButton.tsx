import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Fix } from '../../../shared/compiler/compiled';
import type { FixCost } from '../../../shared/compiler/cost';
import { withShownShapes } from '../../format/shown-shape';
import { useApp } from '../../document/app-context';
import { costText } from './cost-text';
import styles from './problems.module.css';

/** Bytes of a float32. */
const VALUE = 4;

/** One way out and what it costs; pointed at, the canvas shows what it would do. */
export const FixButton = observer(function FixButton({ fix }: { readonly fix: Fix }) {
  const app = useApp();
  const { documents, costs, ui } = app;
  const { compiled } = documents;
  const [answer, setAnswer] = useState<{ readonly fix: Fix; readonly cost: FixCost | null } | null>(null);
  const cost = answer?.fix === fix ? answer.cost : costs.get(compiled, fix);

  useEffect(() => {
    if (costs.get(compiled, fix) !== undefined) return;
    return costs.ask({ compiled, fix, answer: (worked) => setAnswer({ fix, cost: worked }) });
  }, [costs, compiled, fix]);
  useEffect(() => () => ui.endPreview(fix.edits), [ui, fix]);

  const batchMemory = compiled.totals.activations * documents.document.training.batchSize * VALUE;
  const show = (): void => ui.showPreview(fix.edits);
  const hide = (): void => ui.endPreview(fix.edits);
  return (
    <button
      type="button"
      className={styles.fix}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onClick={() => {
        hide();
        documents.transact(fix.label, fix.edits);
      }}
    >
      <span className={styles.fixLabel}>{withShownShapes(app, fix.label)}</span>
      <span className={styles.cost} data-warns={(cost?.newErrors ?? 0) > 0} data-testid="fix-cost">
        {cost === undefined ? '…' : costText(cost, batchMemory)}
      </span>
    </button>
  );
});
