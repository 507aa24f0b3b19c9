/** A folder that exists in memory only. A picture's file holds its height, its width and the value of all its pixels. */
import { DataError } from '../../data-error';
import { openFolder } from '../../open-source';
import type { PartName, PictureSource } from '../../source';

export function folderOf(files: Readonly<Record<string, Uint8Array>>, name = 'mine'): Promise<PictureSource> {
  return openFolder({
    name,
    paths: Object.keys(files),
    read: (path) => Promise.resolve(files[path] ?? new Uint8Array()),
    decode: (file, [height, width, value]) =>
      height === undefined || width === undefined
        ? Promise.reject(new DataError(`The picture ${file} can't be read.`))
        : Promise.resolve({
            ...{ height, width, channels: 3 },
            values: new Uint8Array(height * width * 3).fill(value ?? 0),
          }),
  });
}

/** Values of all pictures of a part, each as a list, and their labels. */
export async function contentOf(
  source: PictureSource,
  part: PartName,
): Promise<{ readonly pictures: readonly (readonly number[])[]; readonly labels: readonly number[] }> {
  const rows = source.part(part);
  const pictures = await rows.read(Array.from({ length: rows.length }, (_, row) => row));
  return { pictures: pictures.map(({ values }) => [...values]), labels: [...rows.labels] };
}
