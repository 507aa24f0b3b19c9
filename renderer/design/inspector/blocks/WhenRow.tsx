import { observer } from 'mobx-react-lite';
import type { GraphNode } from '../../../../shared/graph/document';
import { expressionProblem } from '../../../../shared/layers/support/expression-names';
import { Tooltip } from '../../../components/Tooltip';
import { useApp } from '../../../document/app-context';
import { TypedField } from '../../../components/fields/TypedField';
import type { Gesture } from '../../../components/use-gesture';
import { flatIdsByCopy, isThere } from './by-copy';
import styles from '../inspector.module.css';

const help =
  'Where this is false, the layer is left out and what enters it goes on unchanged. Empty: it is always there.';

/** In which copies a layer is there. */
export const WhenRow = observer(function WhenRow(props: {
  readonly node: GraphNode;
  readonly gesture: Gesture;
}) {
  const { node, gesture } = props;
  const { documents } = useApp();
  const { when } = node;
  const prefixes = flatIdsByCopy(documents, node.id);
  const here = prefixes.filter((flat) => isThere(documents, flat)).length;
  return (
    <div className={styles.row}>
      <Tooltip side="left" text={help}>
        <span className={styles.label}>Only where</span>
      </Tooltip>
      <div className={styles.control}>
        <TypedField
          label="Only where"
          description={help}
          value={when?.expr ?? ''}
          mono
          placeholder="always"
          hint={when && prefixes.length > 1 ? `in ${here} of ${prefixes.length} copies` : undefined}
          show={(text) => text}
          read={(text) => {
            const trimmed = text.trim();
            if (trimmed === '') return { value: '' };
            const problem = expressionProblem(trimmed, documents.expressionNames);
            return problem === null ? { value: trimmed } : { problem };
          }}
          onStart={() => gesture.renew()}
          onChange={(text) =>
            documents.transact(
              text === '' ? `Always keep ${node.name}` : `Keep ${node.name} only where ${text}`,
              [
                {
                  edit: 'setWhen',
                  ...documents.within,
                  id: node.id,
                  when: text === '' ? null : { expr: text },
                },
              ],
              gesture.id('when'),
            )
          }
        />
      </div>
    </div>
  );
});
