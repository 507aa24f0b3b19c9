/** Keys that work anywhere in the window, except while something is typed or a dialog is open. */
import { useEffect } from 'react';
import type { AppStore } from '../document/app-store';
import { copySelection, isFragment, pasteText } from '../design/commands/clipboard';
import { runCommand } from './command';
import { deleteSelection } from '../design/commands/edit';
import { commands, findCommand } from './registry';
import { matches } from '../components/shortcut-text';

const TYPING = 'input, textarea, select, [contenteditable="true"]';
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Files and views are meant whatever is being typed; undo, copy and the like then belong to the field. */
function meantWhileTyping(id: string): boolean {
  return !id.startsWith('edit.');
}

function onKeyDown(app: AppStore, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commands.find(
    ({ shortcut, native }) => !native && shortcut !== undefined && matches(shortcut, event),
  );
  if (command === undefined || within(event.target, OVERLAYS)) return;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (within(event.target, TYPING) && !(modified && meantWhileTyping(command.id))) return;
  // Selecting nothing leaves Escape to whoever else listens.
  if (command.id !== 'edit.selectNone') event.preventDefault();
  // A key that has nothing to work on is silent; a file or a run that can't be had is explained.
  if (command.group === 'Edit' && command.enabled(app) !== true) return;
  runCommand(command, app);
}

function concernsLayers(app: AppStore, event: ClipboardEvent): boolean {
  if (app.ui.workspace !== 'design' || event.defaultPrevented) return false;
  if (within(event.target, TYPING) || within(event.target, OVERLAYS)) return false;
  return window.getSelection()?.isCollapsed !== false;
}

function onCopy(app: AppStore, event: ClipboardEvent): void {
  const text = concernsLayers(app, event) ? copySelection(app) : null;
  if (text === null) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') deleteSelection(app, 'Cut');
}

function onPaste(app: AppStore, event: ClipboardEvent): void {
  if (!concernsLayers(app, event)) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!isFragment(text)) return;
  event.preventDefault();
  pasteText(app, text);
}

export function useShortcuts(app: AppStore): void {
  useEffect(() => {
    const stop = new AbortController();
    const options = { signal: stop.signal };
    window.addEventListener('keydown', (event) => onKeyDown(app, event), options);
    document.addEventListener('copy', (event) => onCopy(app, event), options);
    document.addEventListener('cut', (event) => onCopy(app, event), options);
    document.addEventListener('paste', (event) => onPaste(app, event), options);
    return () => stop.abort();
  }, [app]);
}

/** Electron's menu sends ids of commands. */
export function runById(app: AppStore, id: string): void {
  const command = findCommand(id);
  if (command !== undefined) runCommand(command, app);
}
