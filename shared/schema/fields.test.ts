/** What forms, files and the command line take from one description. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import { dataFields } from './data-fields';
import {
  choice,
  defaultsOf,
  helpAt,
  integer,
  limit,
  optionName,
  parseParams,
  schemaOf,
  share,
} from './fields';
import { trainingFields, type TrainingValues } from './training-fields';

const fields = {
  size: integer({ label: 'Size', help: 'How large.', default: 3, max: 9 }),
  part: share({ label: 'Part', help: 'How much.', default: 0.25, max: 0.5 }),
  most: limit({ label: 'Rows', help: 'How many.', default: null, first: 100, step: 10 }),
  kind: choice({
    label: 'Kind',
    help: 'Which.',
    default: 'a',
    options: [
      { value: 'a', label: 'A', help: 'The first.' },
      { value: 'b', label: 'B' },
    ],
  }),
};

describe('a description of settings', () => {
  test('gives the type', () => {
    expectTypeOf(defaultsOf(fields)).toEqualTypeOf<{
      readonly size: number;
      readonly part: number;
      readonly most: number | null;
      readonly kind: 'a' | 'b';
    }>();
    expectTypeOf<TrainingValues['schedule']>().toEqualTypeOf<'linear' | 'cosine' | 'constant'>();
  });

  test('gives the file: what is left out has its default, what is out of range is refused', () => {
    const schema = z.looseObject(schemaOf(fields));
    expect(schema.parse({ kind: 'b' })).toEqual({ size: 3, part: 0.25, most: null, kind: 'b' });
    for (const wrong of [
      { size: 10 },
      { size: 1.5 },
      { part: 0.6 },
      { most: 0 },
      { kind: 'c' },
      { part: null },
    ])
      expect(schema.safeParse(wrong).success).toBe(false);
  });

  test('says what is wrong with a value in a sentence', () => {
    const problem = (values: Readonly<Record<string, unknown>>): string | undefined =>
      parseParams(fields, values).problems[0]?.message;
    expect(problem({ size: 10 })).toBe('Size must be a whole number from 1 to 9; it is 10.');
    expect(problem({ part: 2 })).toBe('Part must be a share from 0 to 0.5; it is 2.');
    expect(problem({ most: 0 })).toBe('Rows must be a whole number of at least 1, or null for all; it is 0.');
    expect(problem({ most: null, part: 0.5 })).toBeUndefined();
  });

  test('tells of the choice that was made, where it has words of its own', () => {
    expect([helpAt(fields.kind, 'a'), helpAt(fields.kind, 'b'), helpAt(fields.size, 1)]).toEqual([
      'The first.',
      'Which.',
      'How large.',
    ]);
  });

  test('names the option of the command line', () => {
    const names = Object.entries({ ...trainingFields, ...dataFields }).map(([name, field]) =>
      optionName(name, field),
    );
    expect(names).toContain('learning-rate');
    expect(names).toContain('batch');
    expect(new Set(names).size).toBe(names.length);
  });
});
