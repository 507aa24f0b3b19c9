/** The sentences in which a picture file is refused. */
import { DataError } from '../data-error';

/**
 * @param why a clause: "it is cut off"
 * @param advice a sentence
 */
export function unreadable(file: string, why: string, advice = 'Replace it or leave it out.'): DataError {
  return new DataError(`The picture ${file} can't be read: ${why}. ${advice}`);
}

export const damaged = (file: string): DataError => unreadable(file, 'it is damaged or cut off');
