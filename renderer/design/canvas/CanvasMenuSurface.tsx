import { ChevronRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as ContextMenu from 'radix-ui/context-menu';
import { useEffect, useRef } from 'react';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { contextMenus, type MenuEntry } from '../../commands/context-menu';
import { findCommand } from '../../commands/registry';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import styles from './canvas-menu.module.css';

/** Where in the window a menu was asked for, in pixels. */
export interface Asked {
  readonly clientX: number;
  readonly clientY: number;
}

/** Opens each time that it is `asked`. */
export const CanvasMenuSurface = observer(function CanvasMenuSurface({
  asked,
}: {
  readonly asked: Asked | null;
}) {
  const { marks } = useApp();
  const { menu } = marks;
  const trigger = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (asked === null) return;
    const event = new MouseEvent('contextmenu', { ...asked, bubbles: true, cancelable: true });
    trigger.current?.dispatchEvent(event);
  }, [asked]);

  return (
    <ContextMenu.Root modal={false} onOpenChange={(open) => !open && marks.openMenu(null)}>
      <ContextMenu.Trigger asChild>
        <span ref={trigger} hidden />
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
