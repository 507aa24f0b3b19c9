/** `28×28×1`, `28 x 28 x 1`, `28, 28, 1` or `[28 28 1]`. Null where it is no list of whole numbers. */
export function parseShape(text: string): readonly number[] | null {
  const parts = text
    .trim()
    .replace(/^[[(]|[\])]$/g, '')
    .split(/\s*[×x*,;]\s*|\s+/i)
    .filter((part) => part !== '');
  if (parts.length === 0 || !parts.every((part) => /^\d{1,9}$/.test(part))) return null;
  return parts.map(Number);
}
