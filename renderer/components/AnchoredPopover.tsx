import * as Popover from 'radix-ui/popover';
import type { ComponentProps, RefObject } from 'react';

type ContentProps = ComponentProps<typeof Popover.Content>;

/** Beside an element that stands there without it, so that it can be fetched when it is first wanted. */
export function AnchoredPopover({
  anchor,
  open,
  onOpenChange,
  ...content
}: ContentProps & {
  /** The button that opens and closes it, or what is around that. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      {/* It is there as long as what it belongs to is. */}
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const { current } = anchor;
            (current instanceof HTMLButtonElement ? current : current?.querySelector('button'))?.focus();
          }}
          // The button closes it by itself; closing it before would make its click open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target))
              event.preventDefault();
          }}
          {...content}
        />
      </Popover.Portal>
    </Popover.Root>
  );
}
