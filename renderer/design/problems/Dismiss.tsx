import { observer } from 'mobx-react-lite';
import { dismissal } from '../../../shared/compiler/advice/dismissal';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './problems.module.css';

/** Advice can be refused, of one layer or of the network; an error can't. */
export const Dismiss = observer(function Dismiss({ problem }: { readonly problem: Diagnostic }) {
  const { documents } = useApp();
  if (problem.severity !== 'advice') return null;
  const dismiss = (where: 'here' | 'everywhere'): void => {
    const edits = dismissal(documents.compiled, problem, where);
    if (edits !== null) documents.transact('Dismiss advice', edits);
  };
  return (
    <div className={styles.dismiss}>
      <button type="button" onClick={() => dismiss('here')}>
        Don’t advise this here
      </button>
      <button type="button" onClick={() => dismiss('everywhere')}>
        Never in this network
      </button>
    </div>
  );
});

/** How much was dismissed, and the way back. */
export const Dismissed = observer(function Dismissed() {
  const { documents } = useApp();
  const kinds = new Set(documents.document.dismissed?.map(({ code }) => code)).size;
  if (kinds === 0) return null;
  const { length } = documents.compiled.dismissed;
  const count =
    length > 0
      ? `${plural(length, 'piece of advice is', 'pieces of advice are')} dismissed.`
      : `${plural(kinds, 'kind of advice is', 'kinds of advice are')} dismissed; none would be given now.`;
  return (
    <p className={styles.dismissed}>
      {count}
      <button
        type="button"
        onClick={() =>
          documents.transact('Bring back dismissed advice', [{ edit: 'setDismissed', dismissed: [] }])
        }
      >
        Bring back
      </button>
    </p>
  );
});
