/** The calls of the bridge that are a message each and nothing more. */
import type { Bridge } from '../shared/protocol/bridge';
import type { MessageName } from './messages';

/** Sends a message, and rejects with the sentence of a refusal. */
type Call = (name: MessageName, ...args: readonly unknown[]) => Promise<never>;

type PlainCalls = Omit<Bridge, 'platform' | 'handleOfDropped' | 'onMenuCommand' | 'onOpenFile' | 'onClosing'>;

export const plainCalls = (call: Call): PlainCalls => ({
  open: (kind) => (kind === undefined ? call('open') : call('open', kind)),
  openRecent: (handle) => call('openRecent', handle),
  recent: () => call('recent'),
  save: (request) => call('save', request),
  saveFolder: (files) => call('saveFolder', files),
  previous: (handle) => call('previous', handle),
  writeDraft: (key, bytes) => call('writeDraft', key, bytes),
  readDrafts: () => call('readDrafts'),
  dropDraft: (key) => call('dropDraft', key),
  writeBlock: (key, bytes) => call('writeBlock', key, bytes),
  readBlocks: () => call('readBlocks'),
  dropBlock: (key) => call('dropBlock', key),
  setTitle: (title, edited) => call('setTitle', title, edited),
  newWindow: () => call('newWindow'),
  setMenu: (menus) => call('setMenu', menus),
  setDocument: (handle, unsaved) => call('setDocument', handle, unsaved),
  setRun: (status) => call('setRun', status),
});
