import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentOf, folderOf } from './testing/folder-of';

const picture = (value: number): Uint8Array => Uint8Array.of(1, 1, value);
/** Pictures by their paths, each with a value of its own: 1, 2, … */
const pictures = (...paths: readonly string[]) =>
  Object.fromEntries(paths.map((path, i) => [path, picture(i + 1)]));
const open = (files: Readonly<Record<string, Uint8Array>>, tables: Readonly<Record<string, string>>) =>
  folderOf({
    ...files,
    ...Object.fromEntries(Object.entries(tables).map(([path, text]) => [path, strToU8(text)])),
  });

/** `cat 1`: the class and the value of each picture of all parts. */
async function saidOf(
  files: Readonly<Record<string, Uint8Array>>,
  tables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const source = await open(files, tables);
  const parts = await Promise.all(
    (['training', 'validation', 'test'] as const).map((part) => contentOf(source, part)),
  );
  return parts
    .flatMap(({ pictures: all, labels }) =>
      labels.map((label, i) => `${source.facts.classNames[label]} ${all[i]?.[0]}`),
    )
    .sort();
}

const four = pictures('img/a.jpg', 'img/b.jpg', 'img/c.png', 'img/d.jpg');
const expected = ['cat 1', 'cat 3', 'dog 2', 'dog 4'];

describe('a table of pictures', () => {
  it.each([
    ['with a heading', 'labels.csv', 'filename,label\na.jpg,cat\nb.jpg,dog\nc.png,cat\nd.jpg,dog\n'],
    ['without one', 'labels.csv', 'a.jpg,cat\nb.jpg,dog\nc.png,cat\nd.jpg,dog\n'],
    ['under any name, its columns the other way round', 'x.csv', 'breed,id\ncat,a\ndog,b\ncat,c\ndog,d\n'],
    [
      'with paths from the folder',
      'notes/annotations.csv',
      'img/a.jpg,cat\nimg/b.jpg,dog\nimg/c.png,cat\nimg/d.jpg,dog\n',
    ],
    [
      'with paths from elsewhere',
      'labels.csv',
      'path,class\nC:\\x\\a.jpg,cat\nC:\\x\\b.jpg,dog\nC:\\x\\c.png,cat\nC:\\x\\d.jpg,dog\n',
    ],
    ['in tabs and quotes', 'labels.tsv', '"a.jpg"\t"cat"\r\n./img/b.jpg\tdog\r\nc.png\tcat\r\nd.jpg\tdog'],
    [
      'with more columns, one of which is called so',
      'labels.csv',
      'id,width,Class Name,label\na,5,cat,0\nb,6,dog,1\nc,5,cat,0\nd,5,dog,1\n',
    ],
    ['beside other tables', 'labels.csv', 'a,cat\nb,dog\nc,cat\nd,dog\n'],
  ])('%s is read', async (_, path, text) => {
    expect(await saidOf(four, { [path]: text, 'zother.csv': 'name,age\nAnn,7\n' })).toEqual(expected);
  });

  it('may say parts; without test pictures those for validation test', async () => {
    const source = await open(four, {
      'labels.csv': 'image,label,split\na,cat,train\nb,dog,Train\nc,cat,val\nd,dog,test\n',
    });
    expect(source.facts).toMatchObject({
      classNames: ['cat', 'dog'],
      classCounts: { training: [1, 1], validation: [1, 0], test: [0, 1] },
      leftOut: [],
    });
    const without = await open(four, { 'labels.csv': 'a,cat,train\nb,dog,train\nc,cat,val\nd,dog,val\n' });
    expect(without.facts.classCounts).toEqual({ training: [1, 1], validation: [0, 0], test: [1, 1] });
  });

  it('has its classes in the order of code units', async () => {
    const source = await open(four, { 'labels.csv': 'a,é\nb,Z\nc,a\nd,10\n' });
    expect(source.facts.classNames).toEqual(['10', 'Z', 'a', 'é']);
  });

  it('leaves out what it can’t use, with the reason', async () => {
    const many = pictures('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg', 'one/f.jpg', 'two/f.jpg', 'g.jpg');
    const source = await open(many, {
      'labels.csv':
        'file,label,set\na.jpg,cat,train\nb.jpg,dog,test\nb.jpg,dog,test\nmissing.jpg,cat,train\nf.jpg,cat,train\nc.jpg,,train\n,cat,train\nd.jpg,cat,train\nd.jpg,dog,train\ng.jpg,cat,unlabelled\n',
    });
    expect(source.facts.classCounts).toEqual({ training: [1, 0], validation: [0, 0], test: [0, 1] });
    expect(source.facts.leftOut).toEqual([
      {
        path: 'missing.jpg',
        why: 'Line 5 of labels.csv names missing.jpg, which is not in the folder mine.',
      },
      {
        path: 'f.jpg',
        why: 'Line 6 of labels.csv names f.jpg, and the folder mine has more than one that is called so.',
      },
      { path: 'c.jpg', why: 'Line 7 of labels.csv gives the picture c.jpg no class.' },
      { path: 'labels.csv', why: 'Line 8 of labels.csv names no picture.' },
      {
        path: 'g.jpg',
        why: 'Line 11 of labels.csv puts the picture g.jpg into the part “unlabelled”, which is none of train, val and test.',
      },
      {
        path: 'd.jpg',
        why: 'labels.csv names the picture d.jpg more than once, with other classes or parts.',
      },
      { path: 'e.jpg', why: 'The picture e.jpg is not named in labels.csv.' },
      { path: 'one/f.jpg', why: 'The picture one/f.jpg is not named in labels.csv.' },
      { path: 'two/f.jpg', why: 'The picture two/f.jpg is not named in labels.csv.' },
    ]);
  });

  it('never takes a picture of another folder for one that is missing', async () => {
    const source = await open(pictures('cat/1.jpg', 'cat/2.jpg', 'dog/1.jpg'), {
      'labels.csv': 'cat/1.jpg,x\ndog/1.jpg,y\ndog/2.jpg,y\n',
    });
    expect(source.facts.leftOut.map(({ path }) => path)).toEqual(['dog/2.jpg', 'cat/2.jpg']);
  });

  it('is asked before folders only where it says that it has classes', async () => {
    const inFolders = pictures('train_images/a.jpg', 'train_images/b.jpg', 'test_images/c.jpg');
    const asked = async (table: string, text: string) =>
      (await open(inFolders, { [table]: text })).facts.classNames;
    expect(await asked('train.csv', 'image_id,label\na.jpg,x\nb.jpg,y\n')).toEqual(['x', 'y']);
    expect(await asked('labels.csv', 'a.jpg,x\nb.jpg,y\n')).toEqual(['x', 'y']);
    const folders = ['test_images', 'train_images'];
    expect(await asked('sizes.csv', 'file,width\na.jpg,10\nb.jpg,20\n')).toEqual(folders);
    expect(await asked('sizes.csv', 'file,width,height\na.jpg,10,7\n')).toEqual(folders);
    expect(await asked('sizes.csv', 'a.jpg,"10')).toEqual(folders);
  });

  it('of other kinds beside pictures leaves lines of pixels to whom they belong', async () => {
    const lines = `${'1,'.repeat(144)}1\n${'1,'.repeat(144)}0\n`;
    const source = await open(pictures('1.jpg'), { 'train.csv': lines, 'test.csv': lines });
    expect(source.facts).toMatchObject({ height: 12, classNames: ['0', '1'] });
  });

  it('has no part in a set that it does not say', async () => {
    const inFolders = pictures('cat/a.jpg', 'dog/b.jpg');
    const of = async (text: string) => (await open(inFolders, { 'notes.csv': text })).facts.fingerprint;
    expect(await of('1')).toBe(await of('2'));
    const table = async (text: string) => (await open(four, { 'labels.csv': text })).facts.fingerprint;
    expect(await table('a,cat\nb,dog')).not.toBe(await table('a,dog\nb,cat'));
  });

  it.each([
    [
      { 'a.csv': 'a,cat\nb,dog', 'b.csv': 'a,cat\nb,dog' },
      'The folder mine holds 2 tables that say classes of its pictures: a.csv, b.csv.',
    ],
    [
      { 'labels.csv': 'file,width,height\na,1,2\nb,3,4' },
      '2 columns of labels.csv could say the class of a picture. Give the one that does the name “label” in the first line.',
    ],
    [
      { 'labels.csv': 'a,k\u{fffd}tze\nb,dog' },
      'labels.csv is not written in UTF-8. Save the table as “CSV UTF-8”.',
    ],
    [
      { 'labels.csv': 'a,"cat\nb,dog' },
      'In line 1 of labels.csv a cell begins with a quote and does not end with one.',
    ],
  ])(
    'that leaves a doubt is refused by a sentence: case %#',
    async (tables: Readonly<Record<string, string>>, sentence) => {
      await expect(open(four, tables)).rejects.toThrow(sentence);
    },
  );
});
