/**
 * CRC-32 as zip, gzip and PNG use it (polynomial 0xEDB88320, reflected), eight bytes at a time ("slicing by 8", Kounavis
 * and Berry 2005): checkpoints of hundreds of megabytes are summed while they are written.
 */
const SLICES = 8;

/** `tables[k][byte]`: what a byte contributes that is followed by k more. */
const tables: readonly Int32Array[] = Array.from({ length: SLICES }, () => new Int32Array(256));

const [table = new Int32Array(256), ...longer] = tables;
for (let byte = 0; byte < 256; byte += 1) {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  table[byte] = value;
}
for (let byte = 0; byte < 256; byte += 1) {
  let value = table[byte] ?? 0;
  for (const next of longer) {
    value = (table[value & 0xff] ?? 0) ^ (value >>> 8);
    next[byte] = value;
  }
}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as unknown as readonly [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

/** `before`: the checksum of what came before these bytes; 0 for nothing. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let i = 0;
  for (const end = bytes.length - (SLICES - 1); i < end; i += SLICES) {
    const low =
      crc ^
      ((bytes[i] ?? 0) |
        ((bytes[i + 1] ?? 0) << 8) |
        ((bytes[i + 2] ?? 0) << 16) |
        ((bytes[i + 3] ?? 0) << 24));
    crc =
      (t7[low & 0xff] ?? 0) ^
      (t6[(low >>> 8) & 0xff] ?? 0) ^
      (t5[(low >>> 16) & 0xff] ?? 0) ^
      (t4[low >>> 24] ?? 0) ^
      (t3[bytes[i + 4] ?? 0] ?? 0) ^
      (t2[bytes[i + 5] ?? 0] ?? 0) ^
      (t1[bytes[i + 6] ?? 0] ?? 0) ^
      (t0[bytes[i + 7] ?? 0] ?? 0);
  }
  for (; i < bytes.length; i += 1) crc = (t0[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
