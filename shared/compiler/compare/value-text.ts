import { isExpression } from '../../graph/document';

/** `3×3`, `on`, `0.002`, `same`; long lists are cut. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) {
    const shown = value
      .slice(0, 6)
      .map(valueText)
      .join(value.length === 2 ? '×' : ', ');
    return value.length === 0 ? 'none' : value.length > 6 ? `${shown}, … (${value.length})` : shown;
  }
  if (isExpression(value)) return value.expr;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
