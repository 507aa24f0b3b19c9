/** The menu of a button that stands elsewhere. */
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { type ReactNode, type Ref, type RefObject, useImperativeHandle } from 'react';

export interface MenuLook {
  readonly className: string | undefined;
  readonly align: 'start' | 'end';
  /** Pixels between the button and the menu. */
  readonly sideOffset: number;
}

type Button = RefObject<HTMLButtonElement | null>;

export function MenuSurface(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly button: Button;
  /** The button's id. */
  readonly labelledBy: string;
  readonly look: MenuLook;
  readonly children: ReactNode;
}) {
  const { open, onOpenChange, button, labelledBy, look, children } = props;
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <ButtonElsewhere button={button} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          {...look}
          collisionPadding={8}
          aria-labelledby={labelledBy}
          // A field, a tour or a dialog that an entry opened keeps the focus.
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) event.preventDefault();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Draws nothing: it only says which element the menu stands at, and gives the focus back to. */
function ButtonElsewhere({
  button,
  ref,
}: {
  readonly button: Button;
  readonly ref?: Ref<HTMLButtonElement | null>;
}) {
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => button.current, [
    button,
  ]);
  return null;
}
