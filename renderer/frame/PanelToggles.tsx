import { PanelLeft, PanelRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { titleOf } from '../commands/command';
import { inspectorPanelCommand, leftPanelCommand } from '../document/commands/view';
import { IconButton } from '../components/IconButton';
import { useApp } from '../document/app-context';
import styles from './App.module.css';

/** Where a panel is closed, or lies over the canvas in a small window, a corner of the canvas brings it back. */
export const PanelToggles = observer(function PanelToggles() {
  const app = useApp();
  const { ui, presentation } = app;
  if (presentation.on) return null;
  return (
    <>
      <div className={styles.toggleLeft} data-open={ui.leftOpen}>
        <IconButton
          label={titleOf(leftPanelCommand, app)}
          shortcut={leftPanelCommand.shortcut}
          onClick={() => leftPanelCommand.run(app)}
        >
          <PanelLeft size={16} />
        </IconButton>
      </div>
      <div className={styles.toggleRight} data-open={ui.rightOpen}>
        <IconButton
          label={titleOf(inspectorPanelCommand, app)}
          shortcut={inspectorPanelCommand.shortcut}
          onClick={() => inspectorPanelCommand.run(app)}
        >
          <PanelRight size={16} />
        </IconButton>
      </div>
    </>
  );
});
