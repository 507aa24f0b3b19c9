/** Text as bytes and back. Every platform has it, though not the language. */

declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** What is no UTF-8 becomes U+FFFD; a byte order mark is left out. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
