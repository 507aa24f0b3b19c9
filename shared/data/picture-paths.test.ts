import { describe, expect, it } from 'vitest';
import { classFolders, isOfPictures } from './picture-paths';

const classesOf = (...paths: readonly string[]) => classFolders(paths)?.classNames;
const filesOf = (...paths: readonly string[]) =>
  classFolders(paths)?.files.map(({ path, label, part }) => `${path} ${label} ${part}`);

describe('a folder with a folder for each class', () => {
  it('has its classes in the order of code units, as Keras and PyTorch read it', () => {
    expect(classesOf('b/1.jpg', 'a/1.jpg', 'B/1.jpg', 'é/1.png', '10/1.png', '9/1.png')).toEqual([
      ...['10', '9', 'B', 'a', 'b', 'é'],
    ]);
  });

  it('says the parts where they stand above the classes, whatever their capitals', () => {
    expect(filesOf('Train/cat/1.jpg', 'val/cat/2.jpg', 'TEST/dog/3.jpg')).toEqual([
      'TEST/dog/3.jpg 1 test',
      'Train/cat/1.jpg 0 training',
      'val/cat/2.jpg 0 validation',
    ]);
  });

  it('may lie in folders that hold nothing else', () => {
    expect(filesOf('pets/data/cat/1.jpg', 'pets/data/dog/1.jpg')).toEqual([
      'pets/data/cat/1.jpg 0 training',
      'pets/data/dog/1.jpg 1 training',
    ]);
    expect(filesOf('pets/train/cat/1.jpg', 'pets/test/cat/1.jpg')).toEqual([
      'pets/test/cat/1.jpg 0 test',
      'pets/train/cat/1.jpg 0 training',
    ]);
    // One class only: its folder still says which.
    expect(classesOf('cat/1.jpg', 'cat/2.jpg')).toEqual(['cat']);
  });

  it('takes what lies deeper for the class above it', () => {
    expect(filesOf('cat/old/1.jpg', 'cat/2.jpg', 'dog/1.jpg')).toEqual([
      'cat/2.jpg 0 training',
      'cat/old/1.jpg 0 training',
      'dog/1.jpg 1 training',
    ]);
  });

  it('leaves out pictures beside the classes, and says so', () => {
    const found = classFolders(['cat/1.jpg', 'dog/1.jpg', 'overview.png', 'notes.txt']);
    expect(found?.files).toHaveLength(2);
    expect(found?.leftOut).toEqual([
      {
        path: 'overview.png',
        why: 'The picture overview.png lies in no folder that says its class, and is left out.',
      },
    ]);
  });

  it('says of classes that differ in capitals only that they count as two', () => {
    const found = classFolders(['Cat/1.jpg', 'cat/1.jpg']);
    expect(found?.classNames).toEqual(['Cat', 'cat']);
    expect(found?.remarks).toEqual([
      'The classes “Cat” and “cat” differ in capitals, spaces or accents only, and count as two.',
    ]);
  });

  it('is none where pictures lie in a heap, or where there are none', () => {
    expect(classFolders(['1.jpg', '2.jpg'])).toBeNull();
    expect(classFolders(['cat/readme.md'])).toBeNull();
  });
});

it('files that systems and archives put beside pictures are none', () => {
  for (const path of [
    '.DS_Store',
    'cat/.hidden.jpg',
    '__MACOSX/cat/._1.jpg',
    'cat/Thumbs.db',
    'a.txt',
    'jpg',
  ])
    expect(isOfPictures(path), path).toBe(false);
  for (const path of ['a.JPG', 'cat/1.jpeg', 'b.webp', 'c.heic', 'd.tif'])
    expect(isOfPictures(path), path).toBe(true);
});
