/** Files are read with a limit, and a file that can't be read is refused in a sentence. */
import { codeOf, type Disk } from './disk';
import { readProblem, whatIsNoFile } from './file-problems';

/** Larger ones are no models of ours, and would not fit into the page's memory. */
const LARGEST = 2 ** 31;

/** `called`: what sentences call it; left out, its name without its folder. */
export async function readWhole(
  disk: Disk,
  file: string,
  called: string = disk.path.basename(file),
): Promise<Uint8Array> {
  let tooLarge: boolean;
  try {
    const facts = await disk.stat(file);
    // A pipe or a device would never end.
    const other = whatIsNoFile(facts);
    if (other !== null) throw Object.assign(new Error(), { code: other });
    tooLarge = facts.size > LARGEST;
    if (!tooLarge) return new Uint8Array(await disk.readFile(file));
  } catch (error) {
    throw new Error(readProblem(called, codeOf(error)), { cause: error });
  }
  throw new Error(`${called} is larger than 2 GB, and is no file of ConvCanvas.`);
}
