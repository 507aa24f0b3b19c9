import { History, Redo2, Search, Undo2 } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useRef } from 'react';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { commandsPalette } from '../commands/help';
import { historyCommand } from '../../document/commands/history';
import { redoCommand, undoCommand } from '../../design/commands/edit';
import { IconButton } from '../../components/IconButton';
import { later, OnceWanted } from '../../components/later';
import { useApp } from '../../document/app-context';
import { ExportMenu } from '../export/ExportMenu';
import { RunPill } from '../../runs/list/RunPill';
import { DocumentTitle } from './DocumentTitle';
import { FileMenu } from './FileMenu';
import { HelpMenu } from './HelpMenu';
import { StartButton } from './StartButton';
import { ThemeMenu } from './ThemeMenu';
import { WorkspaceTabs } from './WorkspaceTabs';
import styles from './header.module.css';

const HistoryPopover = later(() =>
  import('../history/HistoryPopover').then((module) => module.HistoryPopover),
);

/** The tabs stay in the middle whatever stands beside them, so that nothing moves while a run reports. */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.left}>
        <StartButton />
        <FileMenu />
        <span className={styles.pair}>
          <CommandButton command={undoCommand}>
            <Undo2 size={16} />
          </CommandButton>
          <CommandButton command={redoCommand}>
            <Redo2 size={16} />
          </CommandButton>
          <HistoryButton />
        </span>
        <DocumentTitle />
      </div>
      <WorkspaceTabs />
      <div className={styles.right}>
        <RunPill />
        <CommandButton command={commandsPalette}>
          <Search size={16} />
        </CommandButton>
        <ThemeMenu />
        <HelpMenu />
        <ExportMenu />
      </div>
    </header>
  );
}

const HistoryButton = observer(function HistoryButton() {
  const { ui } = useApp();
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className={styles.history}>
        <CommandButton command={historyCommand}>
          <History size={16} />
        </CommandButton>
      </span>
      <OnceWanted wanted={ui.historyOpen}>
        <HistoryPopover anchor={anchor} />
      </OnceWanted>
    </>
  );
});

const CommandButton = observer(function CommandButton(props: {
  readonly command: Command;
  readonly children: React.ReactNode;
}) {
  const { command, children } = props;
  const app = useApp();
  const enabled = command.enabled(app);
  return (
    <IconButton
      label={titleOf(command, app)}
      shortcut={command.shortcut}
      refusal={enabled === true ? null : enabled}
      onClick={() => runCommand(command, app)}
    >
      {children}
    </IconButton>
  );
});
