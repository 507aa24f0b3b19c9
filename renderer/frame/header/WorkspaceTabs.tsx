import { observer } from 'mobx-react-lite';
import { useRef, type KeyboardEvent } from 'react';
import { anchor } from '../../components/anchors';
import { useApp } from '../../document/app-context';
import type { Workspace } from '../../document/ui-store';
import styles from './header.module.css';

export const workspaces: readonly { readonly id: Workspace; readonly title: string }[] = [
  { id: 'design', title: 'Design' },
  { id: 'data', title: 'Data' },
  { id: 'train', title: 'Train' },
  { id: 'evaluate', title: 'Evaluate' },
];

export const tabId = (workspace: Workspace): string => `workspace-tab-${workspace}`;
export const WORKSPACE_PANEL = 'workspace-panel';

/** Four views of the same document. Arrow keys move between them, as in any tab list. */
export const WorkspaceTabs = observer(function WorkspaceTabs() {
  const { ui, start } = useApp();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = workspaces.findIndex(({ id }) => id === ui.workspace);
    const next = workspaces[(at + step + workspaces.length) % workspaces.length];
    if (next === undefined) return;
    event.preventDefault();
    ui.setWorkspace(next.id);
    list.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus();
  };
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label="Workspaces" onKeyDown={onKeyDown}>
      {workspaces.map(({ id, title }) => {
        const on = ui.workspace === id;
        const shown = on && !start.open;
        return (
          <button
            key={id}
            id={tabId(id)}
            type="button"
            role="tab"
            className={styles.tab}
            {...anchor(`${id} tab`)}
            aria-selected={shown}
            aria-controls={WORKSPACE_PANEL}
            tabIndex={on ? 0 : -1}
            data-text={title}
            onClick={() => {
              ui.setWorkspace(id);
              start.close();
            }}
          >
            {title}
          </button>
        );
      })}
    </div>
  );
});
