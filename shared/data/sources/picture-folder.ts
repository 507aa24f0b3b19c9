/** A folder of pictures with a folder for each class, with or without training, validation and test above it. */
import { classedSet } from '../classed-set';
import { DataError } from '../data-error';
import { classFolders, isOfPictures } from '../picture-paths';
import type { SourceFormat } from './define';

export const pictureFolder: SourceFormat = {
  title: 'A folder for each class',
  help: 'pictures (JPEG, PNG, WebP, GIF, BMP) in folders that are named after their classes, with or without train, val and test above them.',
  // Sets of other formats may come with pictures of what they hold.
  asked: 'last',
  async find(folder) {
    const layout = classFolders(folder.paths);
    if (layout !== null) return classedSet(folder, layout);
    const heap = folder.paths.filter((path) => isOfPictures(path));
    if (heap.length === 0) return null;
    throw new DataError(
      `The folder ${folder.name} holds ${heap.length.toLocaleString('en-US')} pictures, but none lies in a folder that says its class. Put the pictures of each class into a folder of its own, or write a table labels.csv that names each picture and its class.`,
    );
  },
};
