/** Bytes as people read them: 411 MB, 1.64 GB. */
export function bytesText(bytes: number): string {
  const [size, unit] = bytes >= 1e9 ? [bytes / 1e9, 'GB'] : [bytes / 1e6, 'MB'];
  return `${size.toLocaleString('en-US', { maximumSignificantDigits: 3 })} ${unit}`;
}
