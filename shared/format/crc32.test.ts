import { crc32 as reference } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32 } from './crc32';

const bytes = Uint8Array.from({ length: 1003 }, (_, i) => (i * 31 + (i >> 3)) & 0xff);

it('is the check value of the catalogue of CRCs', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

it('is zlib’s, at every length and from every offset', () => {
  const zlib = reference as ((data: Uint8Array) => number) | undefined;
  for (let length = 0; length < 40; length += 1) {
    const part = bytes.subarray(length, 2 * length);
    let crc = -1;
    for (const byte of part) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    }
    expect(crc32(part)).toBe(~crc >>> 0);
    if (zlib) expect(crc32(part)).toBe(zlib(part));
  }
});

it('goes on from what came before', () => {
  expect(crc32(bytes.subarray(501), crc32(bytes.subarray(0, 501)))).toBe(crc32(bytes));
});
