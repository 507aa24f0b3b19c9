/** `npm run soak -- texts`: awkward texts in every field of a document, through every writer, read by other readers. */
import { findPython } from '../../build/lib/find-python.mjs';
import { complaintsOf } from './read-texts';
import { figureFonts } from './figure-fonts';
import { textExports } from './text-exports';

/** Other texts each time the number is another one. */
const FIRST = Number(process.env['FC_SEED'] ?? 2) * 1_000_000;
const AT_ONCE = 20;

export async function soakTexts(count: number): Promise<boolean> {
  const python = findPython([]);
  if (python === null) {
    console.error('There is no Python here, which reads most of the exports: install python3.');
    return false;
  }
  const formats = new Map<string, number>();
  let done = 0;
  let wrong = 0;
  for (let seed = FIRST; done < count;) {
    const batch = [];
    for (let i = 0; i < AT_ONCE && done < count; i += 1, seed += 1) {
      const all = await textExports(seed, figureFonts());
      batch.push(...all);
      done += all.length;
      for (const { format } of all) formats.set(format, (formats.get(format) ?? 0) + 1);
    }
    for (const complaint of await complaintsOf(batch, python)) {
      console.error(complaint);
      wrong += 1;
    }
  }
  console.log([...formats].map(([format, exported]) => `${exported} ${format}`).join(', '));
  console.log(`${done} exports, of which in ${wrong} a text did not come back as text.`);
  return wrong === 0;
}
