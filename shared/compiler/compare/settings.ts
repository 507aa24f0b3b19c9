/** What differs between two documents apart from their layers. */
import type { ConvDocument } from '../../graph/document';
import { sameValue } from '../../graph/same-value';
import type { Change } from './change';
import { valueText } from './value-text';

/** `learningRate`: "learning rate" */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function valueChanges(title: string, before: object, after: object): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): Change[] => {
    const from: unknown = Reflect.get(before, name);
    const to: unknown = Reflect.get(after, name);
    if (sameValue(from, to)) return [];
    return [{ label: `${title}: ${words(name)}`, from: valueText(from), to: valueText(to) }];
  });
}

function listChanges(
  title: string,
  one: string,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Change[] {
  if (sameValue(before, after)) return [];
  const count = (list: readonly unknown[]): string => `${list.length} ${one}${list.length === 1 ? '' : 's'}`;
  const to = before.length === after.length ? `${count(after)}, changed` : count(after);
  return [{ label: title, from: count(before), to }];
}

/** A description is too long to be shown in a line. */
const LONGEST = 60;
const short = (text: string): string => {
  if (text === '') return 'none';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

export function settingChanges(left: ConvDocument, right: ConvDocument): readonly Change[] {
  const texts = (['name', 'description'] as const).flatMap((part): Change[] => {
    const [from, to] = [left[part], right[part]];
    const label = part === 'name' ? 'Name' : 'Description';
    return from === to ? [] : [{ label, from: short(from), to: short(to) }];
  });
  return [
    ...texts,
    ...valueChanges('Data', left.data, right.data),
    ...valueChanges('Training', left.training, right.training),
    ...listChanges('Frames', 'frame', left.groups, right.groups),
    ...listChanges('Notes', 'note', left.notes, right.notes),
  ];
}
