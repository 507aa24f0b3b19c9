/** Whether a model and a data set speak of the same classes: by their names, since a number means another thing in each. */
import { TrainingError } from './training-error';

/** The classes of the data are others than those that the model was made for. */
export class OtherClasses extends TrainingError {}

/** As they are read: capitals, spaces around them and how accents are encoded make no other class. */
const alike = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/**
 * The model's number of each of the data's classes. Names in another order are brought into the model's, as a folder of
 * pictures is read in alphabetic order wherever the model had them. Throws `OtherClasses`, which says what differs, and
 * `TrainingError` where there are more or fewer. `byNumber`: the names don't count, only how many there are.
 */
export function matchClasses(
  model: readonly string[],
  data: { readonly title: string; readonly classNames: readonly string[] },
  { byNumber = false } = {},
): readonly number[] {
  const { title, classNames } = data;
  if (model.length !== classNames.length) {
    throw new TrainingError(
      `The model tells ${model.length} classes apart, but ${title} has ${classNames.length}: choose the data it was made for.`,
    );
  }
  const places = new Map(model.map((name, i) => [alike(name), i]));
  // Twice the same name tells nothing apart.
  if (byNumber || places.size < model.length) return model.map((_, i) => i);
  const found = classNames.map((name) => places.get(alike(name)));
  const strange = classNames.filter((_, i) => found[i] === undefined);
  if (strange.length === 0 && new Set(found).size === model.length) return found.map((place) => place ?? 0);
  throw new OtherClasses(
    `The model was made for other classes than those of ${title}: it tells ${list(model)} apart, and ${list(strange)} ${strange.length === 1 ? 'is none' : 'are none'} of them. Scores would mean nothing: choose the data it was made for.`,
  );
}

/** “a”, “b”, “c” and 7 more */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
