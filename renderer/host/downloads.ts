/** Opening and saving without the File System Access API: an input and a download. */
import type { FileSegment } from '../../shared/protocol/file-content';
import { blobOf } from './blob-of';

export function pickFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

export function download(name: string, content: readonly FileSegment[]): void {
  const url = URL.createObjectURL(blobOf(content));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference once it has begun; a minute is ample for that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
