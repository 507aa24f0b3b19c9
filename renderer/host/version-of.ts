/**
 * By which a file is known again: the length and the SHA-256 of its content. Null where the browser does not compute
 * it (a page that is not served securely): then changes by others are not noticed.
 */
export async function versionOf(bytes: Uint8Array): Promise<string | null> {
  if (!('subtle' in crypto)) return null;
  const { buffer, byteOffset, byteLength } = bytes;
  // Models are large: what need not be copied is not.
  const content =
    buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return `${bytes.length}-${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
