import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../graph/document';
import { parseDocument, serializeDocument } from './document-format';
import { migrateDocument, migrations, type Migration } from './migrations';

const fixture = (version: number): string =>
  readFileSync(new URL(`./fixtures/v${version}.cnn.json`, import.meta.url), 'utf8');

/** SHA-256 of each frozen fixture. A new version adds a line; the others never change. */
const FROZEN: Readonly<Record<number, string>> = {
  1: '5ca462c89c29660ff9947f8dba5d43206aa99ed9a3105c2f7e37e54d0aef465b',
  2: 'c8d40c714e4e197f3cf286778d437ea9440461d9e43a104bd842acbe1e8e2384',
};

const versions = Array.from({ length: VERSION }, (_, index) => index + 1);

describe('migrations', () => {
  it('lead from every version to the next, up to the present one', () => {
    expect(migrations.map((step) => step.from)).toEqual(versions.slice(0, -1));
    expect(Object.keys(FROZEN).map(Number)).toEqual(versions);
  });

  it.each(versions)(
    'the fixture of version %i is frozen, opens, and keeps what we do not know',
    (version) => {
      const text = fixture(version);
      expect(createHash('sha256').update(text).digest('hex')).toBe(FROZEN[version]);
      const document = parseDocument(text);
      expect(document.version).toBe(VERSION);
      expect(document).toHaveProperty('fromTheFuture.kept', [1, { deep: true }]);
      expect(parseDocument(serializeDocument(document))).toEqual(document);
    },
  );

  it('to version 2 keeps what another program had put under the names that are reserved', () => {
    const { data, tasks } = migrateDocument({ version: 1, tasks: 'mine', data: { pipeline: 7, limit: 3 } });
    expect(tasks).toEqual([]);
    expect(data).toEqual({ 'pipeline (version 1)': 7, limit: 3, overrides: {}, pipeline: [] });
    expect(migrateDocument({ version: 1, tasks: 'mine' })).toHaveProperty(['tasks (version 1)'], 'mine');
  });

  it('every migration has run on the frozen fixture of its version', () => {
    const ran = new Set<number>();
    const watched: Migration[] = migrations.map((step) => ({
      ...step,
      migrate: (document) => {
        ran.add(step.from);
        return step.migrate(document);
      },
    }));
    for (const version of versions)
      migrateDocument(JSON.parse(fixture(version)) as Record<string, unknown>, watched);
    expect([...ran].sort((a, b) => a - b)).toEqual(versions.slice(0, -1));
  });

  it('run one after the other, each once, without changing what they were given', () => {
    const steps: Migration[] = [
      {
        from: 1,
        change: 'kernel became kernelSize',
        migrate: ({ kernel, ...rest }) => ({ ...rest, kernelSize: kernel }),
      },
      {
        from: 2,
        change: 'sizes became pairs',
        migrate: (old) => ({ ...old, kernelSize: [old['kernelSize'], old['kernelSize']] }),
      },
    ];
    const old = Object.freeze({ version: 1, kernel: 3 });
    expect(migrateDocument(old, steps, 3)).toEqual({ version: 3, kernelSize: [3, 3] });
    expect(migrateDocument({ version: 2, kernelSize: 5 }, steps, 3)).toEqual({
      version: 3,
      kernelSize: [5, 5],
    });
    expect(() => migrateDocument(old, steps.slice(1), 3)).toThrow(
      'There is no migration from document version 1.',
    );
  });

  it('refuse a newer version and what is no version', () => {
    expect(() => migrateDocument({ version: VERSION + 1 })).toThrow(
      `This document was made by a newer version of ConvCanvas (its format is version ${VERSION + 1}, and this one reads up to ${VERSION}). Update ConvCanvas to open it.`,
    );
    for (const version of [0, -1, 1.5, '1', null, undefined]) {
      expect(() => migrateDocument({ version })).toThrow(/version must be a whole number from 1/);
    }
  });
});
