import { flushSync } from 'react-dom';
import type { AppStore } from '../../document/app-store';

/** Gone before the command runs: the palette holds the focus while it stands, and takes it back from a field that opens. */
export function leavePalette({ ui }: AppStore): void {
  flushSync(() => ui.setCommandsOpen(false));
}
