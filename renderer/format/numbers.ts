/** Numbers as people read them: 61,706 · 138.4 M · 15.47 GMACs. The exact value belongs into a tooltip. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function exactly(value: number): string {
  return whole.format(value);
}

const big = ['', ' k', ' M', ' G', ' T', ' P'];

/** Three or four significant digits with a unit; whole numbers below `from` stay as they are. */
export function compact(value: number, from = 10_000_000): string {
  if (Math.abs(value) < from) return whole.format(value);
  const power = Math.min(big.length - 1, Math.floor(Math.log10(Math.abs(value)) / 3));
  return `${digits(value / 1000 ** power)}${big[power]}`;
}

function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 2).replace(/\.?0+$/, '');
}

/** `416.52 kMACs`, `15.47 GMACs`. */
export function macs(value: number): { readonly value: string; readonly unit: string } {
  if (value < 1000) return { value: whole.format(value), unit: 'MACs' };
  const power = Math.min(big.length - 1, Math.floor(Math.log10(value) / 3));
  return { value: digits(value / 1000 ** power), unit: `${(big[power] ?? '').trim()}MACs` };
}

export function macsText(value: number): string {
  const { value: number, unit } = macs(value);
  return `${number} ${unit}`;
}

/** What the word stands for, wherever it is met first. */
export const MACS_ARE =
  'MACs are multiply-accumulates: a weight times a value, added up. Convolution and dense layers are counted.';

/** `416,520 MACs an image. MACs are multiply-accumulates: …` */
export function macsInFull(value: number): string {
  return `${exactly(value)} MACs an image. ${MACS_ARE}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export function bytes(value: number): string {
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3)),
  );
  const scaled = value / 1000 ** power;
  return `${power === 0 || Math.abs(scaled) >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`;
}

/** With its sign, for what an edit changed: `+147,584`, `−1.2 MB`; null where nothing did. */
export function change(value: number, show: (size: number) => string): string | null {
  if (value === 0) return null;
  return `${value > 0 ? '+' : '−'}${show(Math.abs(value))}`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/**
 * `128 trainable parameters, and 128 that are not trained`. A count of parameters is of trainable ones wherever one number
 * stands, as torchvision counts; the others, such as the averages of a batch norm, are said beside it.
 */
export function parametersInFull(trainable: number, fixed: number): string {
  const more = fixed > 0 ? `, and ${exactly(fixed)} that ${fixed === 1 ? 'is' : 'are'} not trained` : '';
  return `${plural(trainable, 'trainable parameter')}${more}`;
}
