import { spawn } from 'node:child_process';

/**
 * Opens an address in the default browser; where that fails, the printed address is what remains.
 * @param {string} url
 */
export function openBrowser(url) {
  /** @type {[string, string[]]} */
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '""', url]]
        : ['xdg-open', [url]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`No browser could be opened from here: open ${url} yourself.`));
  child.unref();
}
