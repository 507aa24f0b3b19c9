import { useReactFlow } from '@xyflow/react';
import { ChevronRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as ContextMenu from 'radix-ui/context-menu';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { contextMenus, type MenuEntry } from '../../commands/context-menu';
import { findCommand } from '../../commands/registry';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import { pointedAt } from './pointed-at';
import styles from './canvas-menu.module.css';

/** The context menu of whatever the pointer or the focus is on. What it is about is selected as it opens. */
export const CanvasMenu = observer(function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const app = useApp();
  const { marks } = app;
  const flow = useReactFlow();
  const { menu } = marks;

  const find = (event: MouseEvent): void => {
    const pointed = event.target instanceof Element ? pointedAt(app, event.target) : null;
    // Fields keep the browser's own menu; toolbars have none.
    if (pointed === null) event.stopPropagation();
    else {
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      marks.openMenu({ ...pointed, at });
    }
  };
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (!(event.target instanceof Element)) return;
    event.preventDefault();
    const { left, bottom, width } = event.target.getBoundingClientRect();
    event.target.dispatchEvent(
      new window.MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: left + Math.min(40, width / 2),
        clientY: bottom - 4,
      }),
    );
  };

  return (
    <ContextMenu.Root modal={false} onOpenChange={(open) => !open && marks.openMenu(null)}>
      <ContextMenu.Trigger asChild>
        <div className={styles.trigger} onContextMenuCapture={find} onKeyDown={openByKey}>
          {children}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className={styles.menu}
          collisionPadding={8}
          // What a command moves the focus to must not be taken back.
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) event.preventDefault();
          }}
        >
          {(menu === null ? [] : contextMenus[menu.place]).map((section, index) => (
            <div key={index} role="none">
              {index > 0 && <ContextMenu.Separator className={styles.separator} />}
              {section.map((entry) => (
                <Entry key={typeof entry === 'string' ? entry : entry.title} entry={entry} />
              ))}
            </div>
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
});

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if (typeof entry === 'string') {
    const command = findCommand(entry);
    return command && <CommandItem command={command} />;
  }
  return (
    <ContextMenu.Sub>
      <ContextMenu.SubTrigger className={styles.item}>
        <span className={styles.text}>{entry.title}</span>
        <ChevronRight size={14} aria-hidden="true" />
      </ContextMenu.SubTrigger>
      <ContextMenu.Portal>
        <ContextMenu.SubContent className={styles.menu} collisionPadding={8} sideOffset={2}>
          {entry.ids.flatMap((id) => {
            const command = findCommand(id);
            return command ? [<CommandItem key={id} command={command} />] : [];
          })}
        </ContextMenu.SubContent>
      </ContextMenu.Portal>
    </ContextMenu.Sub>
  );
}

const CommandItem = observer(function CommandItem({ command }: { readonly command: Command }) {
  const app = useApp();
  const enabled = command.enabled(app);
  return (
    // Not `disabled`: such entries can't be reached by keyboard, and then nobody hears why.
    <ContextMenu.Item
      className={styles.item}
      aria-disabled={enabled !== true}
      onSelect={() => runCommand(command, app)}
    >
      <span className={styles.text}>
        {titleOf(command, app)}
        {enabled !== true && <span className={styles.why}>{enabled}</span>}
      </span>
      {command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}
    </ContextMenu.Item>
  );
});
