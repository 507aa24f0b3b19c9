/** Files are read with a limit, and a file that can't be read is refused in a sentence. */
import { codeOf, type Disk } from './disk';
import { readProblem } from './file-problems';

/** Larger ones are no models of ours, and would not fit into the page's memory. */
const LARGEST = 2 ** 31;

export async function readWhole(disk: Disk, file: string): Promise<Uint8Array> {
  const name = disk.path.basename(file);
  let tooLarge: boolean;
  try {
    const facts = await disk.stat(file);
    // A pipe or a device would never end.
    if (!facts.isFile())
      throw Object.assign(new Error(), { code: facts.isDirectory() ? 'EISDIR' : 'EINVAL' });
    tooLarge = facts.size > LARGEST;
    if (!tooLarge) return new Uint8Array(await disk.readFile(file));
  } catch (error) {
    throw new Error(readProblem(name, codeOf(error)), { cause: error });
  }
  throw new Error(`${name} is larger than 2 GB, and is no file of ConvCanvas.`);
}
