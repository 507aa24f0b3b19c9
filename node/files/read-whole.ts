/** Files that can't be read are refused in a sentence, before anything is read of them. */
import { codeOf, type Disk, type FileFacts } from './disk';
import { readProblem, whatIsNoFile } from './file-problems';

/** Of a file that can be read. Throws a sentence where it is none, or may not be read. */
export async function refuseUnreadable(disk: Disk, file: string): Promise<FileFacts> {
  try {
    const facts = await disk.stat(file);
    // A pipe or a device would never end.
    const other = whatIsNoFile(facts);
    if (other !== null) throw Object.assign(new Error(), { code: other });
    await (await disk.open(file, 'r')).close();
    return facts;
  } catch (error) {
    throw new Error(readProblem(disk.path.basename(file), codeOf(error)), { cause: error });
  }
}
