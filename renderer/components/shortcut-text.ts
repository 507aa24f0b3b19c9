/** Shortcuts are written `Mod+Shift+Z`: Mod is Command on Apple's keyboards and Ctrl elsewhere. */

// Tests run without a window.
const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const everywhere = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ContextMenu: 'Menu key',
  PageUp: 'Page up',
  PageDown: 'Page down',
};
const words: Readonly<Record<string, string>> = apple
  ? { ...everywhere, Mod: '⌘', Shift: '⇧', Alt: '⌥', Delete: '⌫' }
  : { ...everywhere, Mod: 'Ctrl', Delete: 'Del' };

export function shortcutText(shortcut: string): string {
  const keys = shortcut.split('+').map((key) => words[key] ?? key);
  return keys.join(apple ? '' : '+');
}

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** The key's place: Alt and a digit types something else on some keyboards, and others have no Latin letters. */
  readonly code?: string;
}

/** A letter of another alphabet: then a key's place says which Latin one is meant, as on the keyboard's caps. */
const isForeignLetter = (key: string): boolean => /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);

function isKey(key: string, { key: pressed, code }: KeyPress): boolean {
  const named = pressed === 'Backspace' ? 'Delete' : pressed;
  if (named.toLowerCase() === key.toLowerCase()) return true;
  if (/^\d$/.test(key)) return code === `Digit${key}`;
  return /^[a-z]$/i.test(key) && isForeignLetter(pressed) && code === `Key${key.toUpperCase()}`;
}

/** `/` and `?` are typed with Shift on some keyboards: only letters and named keys tell Shift apart. */
export function matches(shortcut: string, event: KeyPress): boolean {
  const keys = shortcut.split('+');
  const key = keys.at(-1) ?? '';
  if (!isKey(key, event)) return false;
  const mod = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  if (mod !== keys.includes('Mod') || other || event.altKey !== keys.includes('Alt')) return false;
  const shiftMatters = key.length > 1 || /[a-z]/i.test(key);
  return !shiftMatters || event.shiftKey === keys.includes('Shift');
}
