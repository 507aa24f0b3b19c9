import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from '../../shared/format/crc32';
import { possibleScale, withDensity } from './png';

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
const pixel = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
  chunk('IEND', Buffer.alloc(0)),
]);

test('the printed size stands between the header and the picture, with its checksum', () => {
  const png = Buffer.from(withDensity(pixel, 300));
  const wanted = Buffer.alloc(9);
  // 300 pixels per inch are 11,811 per metre.
  wanted.writeUInt32BE(11_811, 0);
  wanted.writeUInt32BE(11_811, 4);
  wanted[8] = 1;
  const header = 8 + 25;
  expect(png.subarray(0, header).equals(pixel.subarray(0, header))).toBe(true);
  expect(png.subarray(header, header + 21).equals(chunk('pHYs', wanted))).toBe(true);
  expect(png.subarray(header + 21).equals(pixel.subarray(header))).toBe(true);
});

test('what a browser can’t hold is made as large as it can', () => {
  expect(possibleScale(1000, 300, 8)).toBe(8);
  expect(1000 * possibleScale(1000, 10, 40)).toBeLessThanOrEqual(16_384);
  const scale = possibleScale(4000, 4000, 8);
  expect((4000 * scale) ** 2).toBeLessThanOrEqual(200_000_001);
});
