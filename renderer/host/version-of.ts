import { contentSource } from '../archive/content';
import { versionText, stretchesOf } from '../../shared/protocol/file-version';
import type { FileContent } from '../../shared/protocol/file-content';

/**
 * By which a file is known again. Null where the browser does not compute it (a page that is not served securely): then
 * changes by others are not noticed.
 */
export async function versionOf(content: FileContent): Promise<string | null> {
  if (!('subtle' in crypto)) return null;
  const source = contentSource(content);
  const parts: Uint8Array[] = [];
  for (const { from, length } of await stretchesOf(source)) parts.push(await source.read(from, length));
  const digest = await crypto.subtle.digest(
    'SHA-256',
    await new Blob(parts.map((part) => part.slice())).arrayBuffer(),
  );
  return versionText(source.size, new Uint8Array(digest));
}
