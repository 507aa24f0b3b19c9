/** One block on its own, `*.block.json`: for the user's palette, and to be given to others. See docs/format.md. */
import * as z from 'zod/mini';
import { useDefinition, type Portable } from '../graph/definitions';
import { emptyDocument } from '../graph/document';
import { EditError } from '../graph/edit-error';
import { freeName } from '../graph/free-name';
import { textUpTo } from '../schema/limits';
import { checkDocument } from './check-document';
import { orderedDefinition } from './document-format';
import { definitionSchema, idSchema } from './document-schema';
import { FormatError } from './format-error';
import { isRecord } from './is-record';
import { parseHarmlessJson } from './harmless-json';
import { parseAs } from './parse-as';
import { printJson } from './print-json';

export const BLOCK_FORMAT = 'convcanvas-block';
const BLOCK_VERSION = 1;
const THE_BLOCK = 'The block';

export interface SavedBlock extends Portable {
  /** In the palette. */
  readonly name: string;
}

const blockSchema = z.looseObject({
  format: z.literal(BLOCK_FORMAT),
  version: z.literal(BLOCK_VERSION),
  name: textUpTo(1_000, 1),
  definition: definitionSchema,
  definitions: z._default(z.record(idSchema, definitionSchema), {}),
});

/** Throws `FormatError`, whose message is a sentence that says what is wrong and where. */
export function parseBlock(text: string): SavedBlock {
  const raw = parseHarmlessJson(text, THE_BLOCK);
  if (!isRecord(raw) || raw['format'] !== BLOCK_FORMAT) {
    throw new FormatError(
      `This is not a ConvCanvas block: it does not begin with "format": "${BLOCK_FORMAT}". Open a *.block.json file.`,
    );
  }
  const { version } = raw;
  if (typeof version === 'number' && version > BLOCK_VERSION) {
    throw new FormatError(
      `This block was made by a newer version of ConvCanvas (its format is version ${version}, and this one reads up to ${BLOCK_VERSION}). Update ConvCanvas to open it.`,
    );
  }
  const { name, definition, definitions } = parseAs(blockSchema, raw, THE_BLOCK);
  const block = { name, definition, definitions };
  check(block);
  return block;
}

/** Stable and made to be read in a diff; `parseBlock` gives the same block back. */
export function serializeBlock({ name, definition, definitions }: SavedBlock): string {
  const sorted = Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${printJson({
    format: BLOCK_FORMAT,
    version: BLOCK_VERSION,
    name,
    definition: orderedDefinition(definition),
    definitions: Object.fromEntries(sorted.map(([id, inner]) => [id, orderedDefinition(inner)])),
  })}\n`;
}

/** References, parameters, and whether it can be put into a document at all. */
function check(block: SavedBlock): void {
  const { definition, definitions } = block;
  const id = freeName('block', (name) => Object.hasOwn(definitions, name));
  checkDocument({ ...emptyDocument(), definitions: { ...definitions, [id]: definition } }, THE_BLOCK);
  try {
    useDefinition(emptyDocument(), block);
  } catch (error) {
    if (error instanceof EditError) throw new FormatError(`${THE_BLOCK} can't be opened: ${error.message}`);
    throw error;
  }
}
