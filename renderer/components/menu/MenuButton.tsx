/** A button that opens a menu. What the menu itself needs is fetched when the window is there. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react';
import { later, OnceWanted } from '../later';
import type { MenuLook } from './MenuSurface';

const MenuSurface = later(() => import('./MenuSurface').then((module) => module.MenuSurface));

export function MenuButton(props: {
  readonly className: string | undefined;
  /** What stands on the button. */
  readonly face: ReactNode;
  /** Of a button that has an icon alone. */
  readonly label?: string;
  readonly menu: MenuLook;
  /** The entries: `DropdownMenu.Item` and its like. */
  readonly children: ReactNode;
}) {
  const { className, face, label, menu, children } = props;
  const [open, setOpen] = useState(false);
  // It is there before it opens, and so knows whether a key opens it.
  const [wanted, setWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || event.ctrlKey) return;
    setOpen(!open);
    // The menu takes the focus.
    if (!open) event.preventDefault();
  };
  const openByKey = (event: KeyboardEvent): void => {
    if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    setOpen(event.key === 'ArrowDown' || !open);
  };

  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-state={open ? 'open' : 'closed'}
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onPointerDown={press}
        onKeyDown={openByKey}
      >
        {face}
      </button>
      <OnceWanted wanted={wanted || open}>
        <MenuSurface open={open} onOpenChange={setOpen} button={button} labelledBy={id} look={menu}>
          {children}
        </MenuSurface>
      </OnceWanted>
    </>
  );
}
