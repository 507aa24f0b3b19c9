/** The list is held against the tree in milliseconds; `npm run soak -- faults` tries each fault. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../../build/lib/paths.mjs';
import { isJourney, withFault } from './fault';
import { judge, uselessBecause } from './judge';
import { faultGroups } from './list/index';
import { playwrightOutcome, vitestOutcome } from './read-report';

const faults = faultGroups.flatMap((group) => group.faults);
const read = (file: string): string => readFileSync(fromRoot(file), 'utf8');

describe('the list', () => {
  test.each(faults.map((fault) => [fault.name, fault] as const))('%s can still be made', (_, fault) => {
    expect(withFault(read(fault.file), fault)).not.toBe(read(fault.file));
    const { file, title = '' } = fault.caughtBy;
    expect(existsSync(fromRoot(file)), file).toBe(true);
    // The first word of a title may come from a table of tests.
    const titles = [title, title.replace(/^\S+ /, '')];
    expect(
      titles.some((each) => read(file).replaceAll("\\'", "'").includes(each)),
      title,
    ).toBe(true);
    expect(fault.harm).toMatch(/^[A-Z“-].+\.$/);
  });

  test('has a name for each, and several of each kind', () => {
    const names = [...faultGroups, ...faults].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const { name, title, seen, faults: own } of faultGroups) {
      expect(own.length, name).toBeGreaterThan(1);
      expect(title).toMatch(/^[A-Z].+[^.]$/);
      expect(seen).toMatch(/^[A-Z“-].+\.$/);
    }
  });

  test('needs the window for few, since that takes minutes', () => {
    expect(faults.filter(({ caughtBy }) => isJourney(caughtBy)).length).toBeLessThan(5);
  });
});

describe('a fault', () => {
  const fault = {
    name: 'a',
    file: 'a.ts',
    text: 'b',
    replacement: '$&',
    harm: 'It breaks.',
    caughtBy: { file: 'a.test.ts', title: 'one' },
  };

  test('is made where its text is, once', () => {
    expect(withFault('abc', fault)).toBe('a$&c');
    expect(() => withFault('ac', fault)).toThrow('no longer in a.ts');
    expect(() => withFault('abcb', fault)).toThrow('in a.ts 2 times');
  });

  const vitest = (status: number, message: string, ...results: readonly (readonly [string, string])[]) => {
    const assertionResults = results.map(([fullName, said]) => ({ fullName, status: said }));
    return vitestOutcome(JSON.stringify({ testResults: [{ message, assertionResults }] }), status);
  };

  test('is caught where a test fails, and by nothing else', () => {
    expect(judge(vitest(1, '', ['one', 'failed'], ['two', 'passed'], ['three', 'pending']))).toEqual({
      kind: 'caught',
      why: '1 of 2',
    });
    expect(judge(vitest(0, '', ['one', 'passed']))).toEqual({ kind: 'missed', why: '0 of 1' });
    expect(judge(vitest(1, 'Unexpected token'))).toEqual({ kind: 'broken', why: 'Unexpected token' });
  });

  test('needs tests that pass without it', () => {
    expect(uselessBecause(fault, vitest(0, '', ['one', 'passed'], ['two', 'failed']))).toBeNull();
    expect(uselessBecause(fault, vitest(1, '', ['one', 'failed']))).toBe('“one” fails without it.');
    expect(uselessBecause(fault, vitest(0, '', ['one', 'pending'], ['two', 'passed']))).toBe(
      'None of its tests runs here.',
    );
  });

  test('is caught in the window likewise', () => {
    const specs = [
      { title: 'one', ok: true },
      { title: 'two', ok: false },
    ];
    const report = { errors: [], suites: [{ title: 'a', suites: [{ title: 'b', specs }] }] };
    expect(judge(playwrightOutcome(JSON.stringify(report), 1))).toEqual({ kind: 'caught', why: '1 of 2' });
  });
});
