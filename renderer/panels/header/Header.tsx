import { History, Monitor, Moon, Redo2, Search, Sun, Undo2 } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { commandsPalette } from '../../commands/help';
import { historyCommand } from '../../commands/history';
import { redoCommand, undoCommand } from '../../commands/edit';
import { IconButton } from '../../components/IconButton';
import { useApp } from '../../stores/app-context';
import type { ThemeChoice } from '../../stores/ui-store';
import { ExportMenu } from '../export/ExportMenu';
import { HistoryPopover } from '../history/HistoryPopover';
import { RunPill } from '../run/RunPill';
import { DocumentTitle } from './DocumentTitle';
import { FileMenu } from './FileMenu';
import { Logo } from './Logo';
import { WorkspaceTabs } from './WorkspaceTabs';
import styles from './header.module.css';

/** The tabs stay in the middle whatever stands beside them, so that nothing moves while a run reports. */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.left}>
        <span className={styles.logo}>
          <Logo />
          <h1 className={styles.brand}>ConvCanvas</h1>
        </span>
        <FileMenu />
        <span className={styles.pair}>
          <CommandButton command={undoCommand}>
            <Undo2 size={16} />
          </CommandButton>
          <CommandButton command={redoCommand}>
            <Redo2 size={16} />
          </CommandButton>
          <HistoryPopover>
            <CommandButton command={historyCommand}>
              <History size={16} />
            </CommandButton>
          </HistoryPopover>
        </span>
        <DocumentTitle />
      </div>
      <WorkspaceTabs />
      <div className={styles.right}>
        <RunPill />
        <CommandButton command={commandsPalette}>
          <Search size={16} />
        </CommandButton>
        <ThemeButton />
        <ExportMenu />
      </div>
    </header>
  );
}

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

const themeTitles: Readonly<Record<ThemeChoice, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};
const nextTheme: Readonly<Record<ThemeChoice, ThemeChoice>> = {
  system: 'light',
  light: 'dark',
  dark: 'system',
};

const ThemeButton = observer(function ThemeButton() {
  const { ui } = useApp();
  const next = nextTheme[ui.theme];
  const Icon = ui.theme === 'system' ? Monitor : ui.theme === 'dark' ? Moon : Sun;
  return (
    <IconButton
      label={`Theme: ${themeTitles[ui.theme]}. Switch to ${themeTitles[next]}`}
      onClick={() => ui.setTheme(next)}
    >
      <Icon size={16} />
    </IconButton>
  );
});
