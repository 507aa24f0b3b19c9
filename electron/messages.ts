/** What the page may ask of the main process: every message has a shape, and what has another is refused. */
import { z } from 'zod';

const bytes = z.instanceof(Uint8Array);
const handle = z.string().max(100);
const name = z.string().min(1).max(255);

const menuCommand = z.object({
  id: z.string().max(100),
  title: z.string().max(500),
  enabled: z.boolean(),
  shortcut: z.string().max(50).optional(),
  role: z.enum(['cut', 'copy', 'paste']).optional(),
});
const submenu = z.object({ title: z.string().max(100), entries: z.array(menuCommand).max(200) });
const menu = z.object({
  title: z.string().max(100),
  sections: z.array(z.array(z.union([menuCommand, submenu])).max(200)).max(50),
});
const runStatus = z.object({
  name: z.string().max(255),
  phase: z.enum(['training', 'paused', 'finished', 'stopped', 'failed']),
  fraction: z.number().min(0).max(1),
  summary: z.string().max(500),
});

/** Arguments by message. */
export const messages = {
  open: z.tuple([z.literal('block').optional()]),
  openRecent: z.tuple([handle]),
  recent: z.tuple([]),
  save: z.tuple([
    z.object({
      suggestedName: name,
      bytes,
      handle: handle.nullable(),
      kind: z.enum(['document', 'model', 'zip', 'image', 'block', 'python']),
      replaces: z.string().max(100).nullable().optional(),
    }),
  ]),
  saveFolder: z.tuple([
    z
      .array(z.object({ path: name, bytes }))
      .min(1)
      .max(10_000),
  ]),
  previous: z.tuple([handle]),
  writeDraft: z.tuple([name, bytes]),
  readDrafts: z.tuple([]),
  dropDraft: z.tuple([name]),
  writeBlock: z.tuple([name, bytes]),
  readBlocks: z.tuple([]),
  dropBlock: z.tuple([name]),
  setTitle: z.tuple([z.string().max(500), z.boolean()]),
  handleOfPath: z.tuple([z.string().max(4096)]),
  takesFiles: z.tuple([]),
  newWindow: z.tuple([]),
  setMenu: z.tuple([z.array(menu).max(20)]),
  setDocument: z.tuple([handle.nullable(), z.boolean()]),
  setRun: z.tuple([runStatus.nullable()]),
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
