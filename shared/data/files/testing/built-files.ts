/** Files by the formats' specifications, for what no library at hand writes. */

/** A TIFF block of one directory with these orientations, and a maker's name before them. */
export function exifBlock(orientations: readonly number[], littleEndian: boolean, type = 3): Buffer {
  const block = Buffer.alloc(10 + 12 * (orientations.length + 1) + 4);
  const u16 = (value: number, at: number): number =>
    littleEndian ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at);
  const u32 = (value: number, at: number): number =>
    littleEndian ? block.writeUInt32LE(value, at) : block.writeUInt32BE(value, at);
  block.write(littleEndian ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(orientations.length + 1, 8);
  // Four letters fit into the entry itself.
  u16(0x010f, 10);
  u16(2, 12);
  u32(4, 14);
  block.write('abc', 18, 'latin1');
  orientations.forEach((orientation, i) => {
    const at = 22 + 12 * i;
    u16(0x0112, at);
    u16(type, at + 2);
    u32(1, at + 4);
    u16(orientation, at + 8);
  });
  return block;
}

/** A JPEG with a segment of EXIF behind its beginning. */
export function withExif(jpeg: Uint8Array, block: Uint8Array): Buffer {
  const segment = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(segment.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xe1), length, segment, jpeg.subarray(2)]);
}

interface BmpParts {
  readonly width: number;
  /** Below zero where rows go from the upper one down. */
  readonly height: number;
  readonly bits: number;
  readonly rows: readonly (readonly number[])[];
  readonly palette?: readonly number[];
  readonly compression?: number;
  readonly masks?: readonly number[];
}

/** Windows' header of 40 bytes, or of 56 where there are four masks; rows as they lie in the file, without padding. */
export function bmpFile({
  width,
  height,
  bits,
  rows,
  palette = [],
  compression = 0,
  masks = [],
}: BmpParts): Buffer {
  const lines = Buffer.concat(rows.flatMap((row) => [Buffer.from(row), Buffer.alloc(-row.length & 3)]));
  const header = Buffer.alloc(54 + 4 * masks.length);
  const pixelsAt = header.length + palette.length;
  header.write('BM', 0, 'latin1');
  header.writeUInt32LE(pixelsAt + lines.length, 2);
  header.writeUInt32LE(pixelsAt, 10);
  header.writeUInt32LE(masks.length === 4 ? 56 : 40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(palette.length / 4, 46);
  masks.forEach((mask, i) => header.writeUInt32LE(mask, 54 + 4 * i));
  return Buffer.concat([header, Buffer.from(palette), lines]);
}
