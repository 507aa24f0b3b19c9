/** Settings as a table of a page. */
import type { Field, Fields } from '../../schema/fields';

/** For a cell of a table. */
export const text = (value: string): string => value.replaceAll('|', '\\|').replaceAll('\n', ' ');
export const code = (value: string): string => (value === '' ? '' : `\`${value.replaceAll('|', '\\|')}\``);

function rangeOf({ widget }: Field<unknown>): string {
  switch (widget.kind) {
    case 'integer':
    case 'number':
    case 'pair':
    case 'share': {
      const { min, max } = widget;
      if (min === undefined) return max === undefined ? 'any' : `≤ ${max}`;
      return max === undefined ? `≥ ${min}` : `${min} … ${max.toLocaleString('en-US')}`;
    }
    case 'choice':
      return widget.options.map(({ value }) => code(value)).join(', ');
    case 'toggle':
      return '`true`, `false`';
    case 'padding':
      return '`valid`, `same`, or `[top, bottom, left, right]`';
    case 'limit':
      return '≥ 1, or `null` for all';
    case 'shape':
      return 'sizes';
    case 'numbers':
      return 'numbers';
    case 'names':
      return 'names';
    case 'text':
      return 'text';
  }
}

/** Lines of Markdown. */
export function fieldsTable(fields: Fields): readonly string[] {
  const rows = Object.entries(fields).map(([name, field]: [string, Field<unknown>]) =>
    [
      code(name),
      code(JSON.stringify(field.default)),
      rangeOf(field),
      text(field.help),
      (field.alsoKnownAs ?? []).map(code).join(', '),
    ].join(' | '),
  );
  if (rows.length === 0) return ['It has no parameters.', ''];
  return [
    '| parameter | default | values | means | elsewhere |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ];
}
