/**
 * The parts of the File System Access API that TypeScript's DOM library does not describe, and whether this
 * browser has them (Chromium does; Firefox and Safari do not).
 */
import type { FileSegment } from '../../shared/protocol/file-content';
import { partOf } from './blob-of';
import { openEndings } from '../../shared/protocol/open-endings';

interface PickerType {
  readonly description: string;
  readonly accept: Readonly<Record<string, readonly string[]>>;
}

interface Pickers {
  showOpenFilePicker(options: {
    types: readonly PickerType[];
    excludeAcceptAllOption?: boolean;
  }): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker(options: {
    suggestedName: string;
    types: readonly PickerType[];
  }): Promise<FileSystemFileHandle>;
  showDirectoryPicker(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

interface Permissions {
  queryPermission(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
  requestPermission(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
}

/** Asked at each use, so that a page without it falls back to plain inputs and downloads. */
export function pickers(): Pickers | null {
  return 'showOpenFilePicker' in window && 'showSaveFilePicker' in window && 'showDirectoryPicker' in window
    ? (window as unknown as Pickers)
    : null;
}

function hasPermissions(handle: object): handle is Permissions {
  return 'queryPermission' in handle && 'requestPermission' in handle;
}

/** Asks the user again where the browser has forgotten what it was allowed. */
export async function allowed(handle: FileSystemHandle, mode: 'read' | 'readwrite'): Promise<boolean> {
  if (!hasPermissions(handle)) return true;
  if ((await handle.queryPermission({ mode })) === 'granted') return true;
  return (await handle.requestPermission({ mode })) === 'granted';
}

export const fileTypes: Readonly<
  Record<'open' | 'document' | 'model' | 'zip' | 'image' | 'block' | 'python', readonly PickerType[]>
> = {
  open: [
    {
      description: 'Networks and models',
      accept: { 'application/octet-stream': openEndings.map((ending) => `.${ending}`) },
    },
  ],
  document: [{ description: 'Document', accept: { 'application/json': ['.cnn.json', '.json'] } }],
  model: [{ description: 'Trained model', accept: { 'application/octet-stream': ['.cnn'] } }],
  zip: [{ description: 'Zip archive', accept: { 'application/zip': ['.zip'] } }],
  block: [{ description: 'Block', accept: { 'application/json': ['.block.json', '.json'] } }],
  python: [{ description: 'Python code', accept: { 'text/x-python': ['.py'] } }],
  image: [
    {
      description: 'Picture',
      accept: { 'image/svg+xml': ['.svg'], 'image/png': ['.png'], 'application/pdf': ['.pdf'] },
    },
  ],
};

/** The user closed the picker: no error. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** The browser writes to a copy and swaps it in on `close`, so the old file survives a failure. */
export async function writeWhole(
  handle: FileSystemFileHandle,
  content: readonly FileSegment[],
): Promise<void> {
  const stream = await handle.createWritable();
  try {
    for (const segment of content) await stream.write(partOf(segment));
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
}
