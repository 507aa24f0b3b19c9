import { ChevronRight, CornerLeftUp } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { leaveBlock } from '../commands/scope';
import { IconButton } from '../../components/IconButton';
import { Select } from '../../components/Select';
import { useApp } from '../../document/app-context';
import styles from './breadcrumb.module.css';

/** Where one is: the network, the blocks that lead here, and which copy of the last one is shown. */
export const Breadcrumb = observer(function Breadcrumb() {
  const app = useApp();
  const { documents } = app;
  const { levels } = documents.place;
  const last = levels.at(-1);
  if (!last) return null;
  const crumbs = [documents.document.name, ...levels.map(({ node }) => node.name)];
  return (
    <nav className={styles.bar} aria-label="Where you are">
      <IconButton label="Leave the block" shortcut="Alt+ArrowUp" onClick={() => leaveBlock(app)}>
        <CornerLeftUp size={14} />
      </IconButton>
      <ol className={styles.crumbs}>
        {crumbs.map((name, depth) => (
          <li key={depth}>
            {depth > 0 && <ChevronRight size={13} aria-hidden="true" />}
            {depth < levels.length ? (
              <button type="button" onClick={() => leaveBlock(app, levels.length - depth)}>
                {name}
              </button>
            ) : (
              <span aria-current="location">{name}</span>
            )}
          </li>
        ))}
      </ol>
      {last.copies > 1 && (
        <span className={styles.copy}>
          <Select
            label="Which copy is shown"
            value={String(last.step.copy)}
            options={Array.from({ length: last.copies }, (_, copy) => ({
              value: String(copy),
              label: `copy ${copy + 1}`,
            }))}
            onChange={(copy) => documents.showCopy(Number(copy))}
          />
          of {last.copies}
        </span>
      )}
    </nav>
  );
});
