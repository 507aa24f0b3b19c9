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
  beginSave: (request) => call('beginSave', request),
  saveBytes: (saving, bytes) => call('saveBytes', saving, bytes),
  savePart: (saving, part) => call('savePart', saving, part),
  endSave: (saving) => call('endSave', saving),
  cancelSave: (saving) => call('cancelSave', saving),
  saveFolder: (files) => call('saveFolder', files),
  previous: (handle) => call('previous', handle),
  writeDraft: (key, bytes) => call('writeDraft', key, bytes),
  listDrafts: (prefix) => call('listDrafts', prefix),
  readDraft: (key) => call('readDraft', key),
  dropDraft: (key) => call('dropDraft', key),
  writeBlock: (key, bytes) => call('writeBlock', key, bytes),
  listBlocks: (prefix) => call('listBlocks', prefix),
  readBlock: (key) => call('readBlock', key),
  dropBlock: (key) => call('dropBlock', key),
  setTitle: (title, edited) => call('setTitle', title, edited),
  newWindow: () => call('newWindow'),
  setMenu: (menus) => call('setMenu', menus),
  setDocument: (handle, unsaved) => call('setDocument', handle, unsaved),
  setRun: (status) => call('setRun', status),
});
