/** Numbers of training as people read them. */
import type { ScoreFacts } from '../../shared/training/metrics/define';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

/** `90.4 %`, with a thin no-break space. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}\u202f%`;
}

export function loss(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  return value >= 100 ? value.toPrecision(3) : value.toFixed(value < 0.01 ? 4 : 3);
}

/** A score as its unit has it: `90.4 %`, `0.312`. */
export function scoreValue({ unit }: Pick<ScoreFacts, 'unit'>, value: number, digits = 1): string {
  return unit === 'share' ? percent(value, digits) : loss(value);
}

/** `0:38`, `12:05`, `1:02:09`. */
export function clock(seconds: number): string {
  const all = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What something took: `0.3 s`, `12.4 s`, `3:05`. */
export function took(seconds: number): string {
  return seconds < 59.95 ? `${Math.max(0, seconds).toFixed(1)} s` : clock(seconds);
}

/** `24 s`, `3 min`, `1.5 h`: for estimates, no more exact than they are. */
export function roughly(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

export function bytes(value: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  const scaled = value / 1000 ** power;
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `5 minutes ago`, from an ISO 8601 time. */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (seconds > -60) return 'just now';
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}
