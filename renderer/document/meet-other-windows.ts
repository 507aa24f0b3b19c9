/** Says when another window has the same file open, or has saved it. */
import { reaction } from 'mobx';
import { listenToOtherWindows, type OtherWindows } from '../host/other-windows';
import type { RunNotices } from './runs/run-store';

interface OpenFile {
  readonly file: { readonly name: string; readonly handle: string | null } | null;
  /** As it lies there now. */
  reload(): Promise<boolean>;
}

/** Null where windows can't speak with each other. */
export function meetOtherWindows(open: OpenFile, ui: RunNotices): OtherWindows | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const say = (message: string): string => `${open.file?.name ?? 'The file'} ${message}`;
  const others = listenToOtherWindows({
    alsoOpen: () =>
      ui.notify({
        kind: 'info',
        message: say(
          'is open in another window too. Before one overwrites what the other has saved, it asks.',
        ),
      }),
    savedElsewhere: () =>
      ui.notify({
        kind: 'info',
        message: say('was saved in another window.'),
        action: { label: 'Reload it', run: () => void open.reload() },
      }),
  });
  reaction(
    () => open.file?.handle ?? null,
    (handle) => others.holds(handle),
    { fireImmediately: true },
  );
  return others;
}
