/**
 * Older documents are brought to the present version step by step. When `VERSION` goes up, add the step from the
 * version before, and freeze a document of the new version as fixtures/v<VERSION>.cnn.json; a test asks for both.
 */
import { VERSION } from '../graph/document';
import { nameOf } from './explain-issues';
import { FormatError } from './format-error';
import { isRecord } from './is-record';

export type RawDocument = Readonly<Record<string, unknown>>;

export interface Migration {
  /** Takes a document of this version and returns one of the next; must not change its argument. */
  readonly from: number;
  /** What changed, for whoever reads the list. */
  readonly change: string;
  readonly migrate: (document: RawDocument) => RawDocument;
}

/** With fields that begin empty. What another program kept under such a name stays, under another one. */
function withReserved(object: RawDocument, reserved: RawDocument): RawDocument {
  const others = Object.entries(object).map(([name, value]): [string, unknown] => [
    Object.hasOwn(reserved, name) ? `${name} (version 1)` : name,
    value,
  ]);
  return { ...Object.fromEntries(others), ...reserved };
}

export const migrations: readonly Migration[] = [
  {
    from: 1,
    change: 'fields were reserved: for data, frozen layers, exercises and figures',
    migrate(document) {
      const { data = {}, training = {} } = document;
      const inside = {
        data: isRecord(data) ? withReserved(data, { overrides: {}, pipeline: [] }) : data,
        training: isRecord(training) ? withReserved(training, { frozen: [] }) : training,
      };
      return withReserved({ ...document, ...inside }, { tasks: [], locked: [], figures: {} });
    },
  },
];

/** Returns a document of version `to`. Throws `FormatError` for a version that is newer, or not a version. */
export function migrateDocument(
  document: RawDocument,
  steps: readonly Migration[] = migrations,
  to: number = VERSION,
): RawDocument {
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new FormatError(
      `The document can't be opened: version must be a whole number from 1; it is ${nameOf(version)}.`,
    );
  }
  if (version > to) {
    throw new FormatError(
      `This document was made by a newer version of ConvCanvas (its format is version ${version}, and this one reads up to ${to}). Update ConvCanvas to open it.`,
    );
  }
  let migrated = document;
  for (let from = version; from < to; from += 1) {
    const step = steps.find((candidate) => candidate.from === from);
    if (step === undefined) throw new Error(`There is no migration from document version ${from}.`);
    migrated = { ...step.migrate(migrated), version: from + 1 };
  }
  return migrated;
}
