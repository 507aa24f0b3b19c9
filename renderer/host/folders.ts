/** Folders come into every window in one way; what that takes is fetched when it is first wanted. */
import type { Host } from '../../shared/protocol/host';

export const folders: Pick<Host, 'pickFolder' | 'onOpenFolder'> = {
  async pickFolder() {
    const { pickFolder } = await import('./pick-folder');
    return pickFolder();
  },
  onOpenFolder(listener, failed = () => undefined) {
    let stopped = false;
    let stop = (): void => {
      stopped = true;
    };
    import('./dropped-folders').then(
      ({ listenForDroppedFolders }) => {
        if (!stopped) stop = listenForDroppedFolders(listener, failed);
      },
      // Then folders are refused when they are dropped, as unknown files are.
      () => undefined,
    );
    return () => stop();
  },
};
