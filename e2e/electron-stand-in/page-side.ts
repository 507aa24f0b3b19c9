/** The page's half: what the preload script imports as `electron`, made of two functions that Playwright binds. */

declare global {
  interface Window {
    electronInvoke(channel: string, args: readonly unknown[]): Promise<{ value?: unknown; error?: string }>;
    electronDeliver(channel: string, args: readonly unknown[]): void;
  }
}

type Listener = (event: unknown, ...args: unknown[]) => void;
type Callable = (...args: unknown[]) => unknown;

/** Runs in the page, so it stands alone. */
function electronForPreload(): object {
  const listeners = new Map<string, Set<Listener>>();
  window.electronDeliver = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  };
  const isCallable = (value: unknown): value is Callable => typeof value === 'function';
  /** As contextBridge does it: functions become functions of the other side, everything else is copied. */
  const across = (value: unknown): unknown => {
    if (isCallable(value)) return (...args: unknown[]) => across(value(...args.map(across)));
    if (value instanceof Promise) return value.then(across);
    return structuredClone(value);
  };
  return {
    contextBridge: {
      exposeInMainWorld(name: string, api: Readonly<Record<string, unknown>>) {
        const copy = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, across(value)]));
        Object.defineProperty(window, name, { value: Object.freeze(copy), enumerable: true });
      },
    },
    ipcRenderer: {
      async invoke(channel: string, ...args: unknown[]) {
        const { value, error } = await window.electronInvoke(channel, structuredClone(args));
        if (error !== undefined)
          throw new Error(`Error invoking remote method '${channel}': Error: ${error}`);
        return value;
      },
      on(channel: string, listener: Listener) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off(channel: string, listener: Listener) {
        listeners.get(channel)?.delete(listener);
      },
    },
    // A file that a page made itself, as in a test, has no path in Electron either.
    webUtils: { getPathForFile: () => '' },
  };
}

/** The preload script as Chromium can run it before the page's own; only in the main frame, as in Electron. */
export function asInitScript(preload: string): string {
  return `if (window === window.top) {
    const electron = (${electronForPreload.toString()})();
    const process = { platform: ${JSON.stringify(process.platform)} };
    const require = () => electron;
    const module = { exports: {} };
    ((require, process, module, exports) => {${preload}\n})(require, process, module, module.exports);
  }`;
}
