/** Hands exports to the readers of their formats. */
import { spawn } from 'node:child_process';
import { fromRoot } from '../../build/lib/paths.mjs';
import { readPdf } from './read-pdf';
import type { TextExport } from './text-exports';

/** What did not come back as text. */
export async function complaintsOf(
  exports: readonly TextExport[],
  python: string,
): Promise<readonly string[]> {
  const pdfs = exports.filter(({ format }) => format === 'pdf');
  const others = exports.filter(({ format }) => format !== 'pdf');
  const own = await Promise.all(pdfs.map(complaintOfPdf));
  return [...own.flatMap((complaint) => complaint ?? []), ...(await askPython(others, python))];
}

/** What the font lacks is spelled otherwise or a question mark: only plain letters can be expected back. */
const isPlain = (text: string): boolean => /^[ -~]+$/.test(text);

async function complaintOfPdf({
  title,
  bytes,
  expected: [name, ...marks],
}: TextExport): Promise<string | null> {
  try {
    const found = await readPdf(bytes);
    if (found.title !== name) return `${title}: its title is ${JSON.stringify(found.title)}`;
    const drawn = marks.filter((mark) => mark !== '');
    if (found.texts.length !== drawn.length)
      return `${title}: it has ${found.texts.length} texts instead of ${drawn.length}`;
    const other = drawn.findIndex((mark, at) => isPlain(mark) && mark !== found.texts[at]);
    return other < 0
      ? null
      : `${title}: it says ${found.texts[other] ?? ''} instead of ${drawn[other] ?? ''}`;
  } catch (error) {
    return `${title}: ${String(error)}`;
  }
}

/** All in one process. */
function askPython(exports: readonly TextExport[], python: string): Promise<readonly string[]> {
  const tasks = exports.map((each) => ({ ...each, bytes: Buffer.from(each.bytes).toString('base64') }));
  return new Promise((resolve, reject) => {
    const child = spawn(python, [fromRoot('soak', 'texts', 'read-texts.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (data: string) => (output += data));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(JSON.parse(output) as readonly string[]);
      else reject(new Error(`${python} ended with ${status}.`));
    });
    child.stdin.end(JSON.stringify(tasks));
  });
}
