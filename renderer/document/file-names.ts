/** Names that every file system takes, and that show what they are: `gnp.exe` turned around is no picture. */

export type FileKind = 'document' | 'model';
export const extensions: Readonly<Record<FileKind, string>> = { document: '.cnn.json', model: '.cnn' };

/** Windows keeps these for devices, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** Bytes in UTF-8; disks take 255, and an ending is to follow. */
const LONGEST = 200;

const encoder = new TextEncoder();

export function stemOf(fileName: string): string {
  return fileName.replace(/(\.cnn)?\.json$|\.cnn$/i, '');
}

export function fileNameOf(name: string): string {
  const harmless = name
    .trim()
    .replace(/(?:[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf})+/gu, '-')
    .replace(/^[.\s]+/g, '');
  let short = '';
  for (const character of harmless) {
    if (encoder.encode(short + character).length > LONGEST) break;
    short += character;
  }
  const safe = short.replace(/[.\s]+$/g, '');
  if (safe === '') return 'untitled';
  return RESERVED.test(safe) ? `${safe}-` : safe;
}
