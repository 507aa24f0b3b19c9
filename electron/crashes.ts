/** Windows whose page crashed or hangs, and errors of the main process itself. Reports stay on this machine. */
import { type BrowserWindow, crashReporter } from 'electron';
import { askToReload } from './dialogs';
import type { Log } from './log';

/** Before the app is ready. */
export function keepCrashReports(log: Log): void {
  crashReporter.start({ uploadToServer: false });
  // The monitor only listens: Electron still shows the error.
  process.on('uncaughtExceptionMonitor', (error) => log(`Uncaught: ${error.stack ?? error.message}`));
}

export function watchForCrashes(window: BrowserWindow, log: Log): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`A window's page is gone: ${reason}, ${exitCode}.`);
    if (reason !== 'clean-exit') void offerToReload('The window stopped working.');
  });
  window.on('unresponsive', () => {
    log('A window does not answer.');
    void offerToReload('The window does not answer.');
  });
  const offerToReload = async (message: string): Promise<void> => {
    const reload = await askToReload(window, message);
    if (window.isDestroyed()) return;
    if (reload) window.webContents.reload();
    else window.destroy();
  };
}
