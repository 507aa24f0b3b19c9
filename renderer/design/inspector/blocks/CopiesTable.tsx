import { observer } from 'mobx-react-lite';
import type { BlockNode } from '../../../../shared/graph/document';
import { exactly } from '../../../format/numbers';
import { shownShape } from '../../../format/shown-shape';
import { useApp } from '../../../document/app-context';
import { copiesOf, groupCopies } from './copies';
import styles from './blocks.module.css';

/** What differs from copy to copy; a row leads into the first of its copies. */
export const CopiesTable = observer(function CopiesTable({ node }: { readonly node: BlockNode }) {
  const app = useApp();
  const { documents, ui } = app;
  const copies = copiesOf(documents, node);
  if (copies.length < 2) return null;
  const groups = groupCopies(copies);
  const differs = groups.some((group) => group.differs !== '');
  return (
    <table className={styles.copies}>
      <caption>Copies</caption>
      <thead>
        <tr>
          <th scope="col">Copy</th>
          {differs && <th scope="col">With</th>}
          <th scope="col">Output</th>
          <th scope="col">Parameters</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.copies}>
            <th scope="row">
              <button
                type="button"
                className={styles.copy}
                title="Open this copy"
                onClick={() => {
                  if (documents.open(node.id, Number.parseInt(group.copies, 10) - 1)) ui.canvas?.focusFirst();
                }}
              >
                {group.copies}
              </button>
            </th>
            {differs && <td>{group.differs}</td>}
            <td className={styles.mono}>{group.output === null ? '?' : shownShape(app, group.output)}</td>
            <td className={styles.mono}>{exactly(group.parameters)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
