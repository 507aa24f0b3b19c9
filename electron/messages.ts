/** What the page may ask of the main process: every message has a shape, and what has another is refused. */
import * as z from 'zod/mini';
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../shared/schema/limits';

const bytes = z.instanceof(Uint8Array);
const handle = textUpTo(100);
const name = textUpTo(255, 1);
const prefix = textUpTo(255);

const menuCommand = z.object({
  id: textUpTo(100),
  title: textUpTo(500),
  enabled: z.boolean(),
  shortcut: z.optional(textUpTo(50)),
  role: z.optional(z.enum(['cut', 'copy', 'paste'])),
});
const submenu = z.object({ title: textUpTo(100), entries: listUpTo(menuCommand, 200) });
const menu = z.object({
  title: textUpTo(100),
  sections: listUpTo(listUpTo(z.union([menuCommand, submenu]), 200), 50),
});
const runStatus = z.object({
  name: textUpTo(255),
  phase: z.enum(['training', 'paused', 'finished', 'stopped', 'failed']),
  fraction: numberFrom(0, 1),
  summary: textUpTo(500),
});

/** Arguments by message. */
export const messages = {
  open: z.tuple([z.optional(z.literal('block'))]),
  openRecent: z.tuple([handle]),
  recent: z.tuple([]),
  beginSave: z.tuple([
    z.object({
      suggestedName: name,
      handle: z.nullable(handle),
      kind: z.enum(['document', 'model', 'zip', 'image', 'block', 'python']),
      replaces: z.optional(z.nullable(textUpTo(100))),
    }),
  ]),
  saveBytes: z.tuple([handle, bytes]),
  savePart: z.tuple([handle, z.object({ url: textUpTo(200, 1), from: wholeFrom(0), length: wholeFrom(0) })]),
  endSave: z.tuple([handle]),
  cancelSave: z.tuple([handle]),
  saveFolder: z.tuple([listUpTo(z.object({ path: name, bytes }), 10_000, 1)]),
  previous: z.tuple([handle]),
  listDrafts: z.tuple([prefix]),
  readDraft: z.tuple([name]),
  writeDraft: z.tuple([name, bytes]),
  dropDraft: z.tuple([name]),
  listBlocks: z.tuple([prefix]),
  readBlock: z.tuple([name]),
  writeBlock: z.tuple([name, bytes]),
  dropBlock: z.tuple([name]),
  setTitle: z.tuple([textUpTo(500), z.boolean()]),
  handleOfPath: z.tuple([textUpTo(4096)]),
  takesFiles: z.tuple([]),
  newWindow: z.tuple([]),
  setMenu: z.tuple([listUpTo(menu, 20)]),
  setDocument: z.tuple([z.nullable(handle), z.boolean()]),
  setRun: z.tuple([z.nullable(runStatus)]),
  mayClose: z.tuple([z.boolean()]),
} as const;

export type MessageName = keyof typeof messages;
export type Arguments<N extends MessageName> = z.infer<(typeof messages)[N]>;

/** Throws where the arguments are not what the message asks for. */
export function checkArguments<N extends MessageName>(message: N, given: readonly unknown[]): Arguments<N> {
  const parsed = messages[message].safeParse(given);
  if (!parsed.success)
    throw new Error(`The message “${message}” was refused: its content is not what it should be.`);
  // The schema was looked up by the same name as the type.
  return parsed.data as Arguments<N>;
}
