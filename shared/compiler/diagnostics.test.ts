/**
 * The catalogue of diagnostics: every code is provoked, every fix is one undoable step that takes its diagnostic away and
 * brings no error, and what has no fix has a reason.
 */
import { describe, expect, test } from 'vitest';
import { startHistory, transact, undo } from '../graph/history';
import type { ConvDocument } from '../graph/document';
import { adviceCodes, diagnosticCodes, type DiagnosticCode } from './codes';
import { compile } from './compile';
import type { Diagnostic } from './compiled';
import { brokenNetworks, type BrokenNetwork } from './testing/broken-networks';
import { noData, trainingProblems } from './trainable';

/** Diagnostics that can't offer a fix, whatever the network. */
const withoutFix: Partial<Record<DiagnosticCode, string>> = {
  'empty-network': 'what to draw is the user’s to say; the sentence names both ways to begin',
  'input-is-vector': 'what follows was drawn for a vector and would have to be drawn anew',
  'no-data': 'choosing pictures is no change of the drawing; the window offers the way there',
  'several-inputs':
    'which one the pictures go to, and what then takes the place of the other, is the user’s to say',
};

function problemsOf(document: ConvDocument, { limits }: BrokenNetwork): readonly Diagnostic[] {
  const compiled = compile(document);
  return limits ? trainingProblems(compiled, limits) : compiled.diagnostics;
}

/** By what it is and where; the numbers in its sentence may change. */
const nameOf = ({ code, nodeId, port, param }: Diagnostic): string =>
  [code, nodeId, port, param].map((part) => part ?? '').join(' ');

const errorsOf = (problems: readonly Diagnostic[]): readonly string[] =>
  problems.filter(({ severity }) => severity === 'error').map(nameOf);

const isAdvice = (code: DiagnosticCode): boolean => adviceCodes.some((each) => each === code);

test('every code has a network that provokes it', () => {
  for (const code of diagnosticCodes) {
    if (code === noData.code) continue;
    expect(brokenNetworks[code].length, code).toBeGreaterThan(0);
  }
  expect(new Set(Object.keys(brokenNetworks))).toEqual(new Set(diagnosticCodes));
});

test('what has no fix is a short list', () => {
  expect(Object.keys(withoutFix).length).toBeLessThanOrEqual(4);
});

describe.each(diagnosticCodes.filter((code) => code !== noData.code))('%s', (code) => {
  const cases = brokenNetworks[code].map((network, index) => ({ network, index }));

  test.each(cases)('$index: is said in one whole sentence, with a way out', ({ network }) => {
    const said = problemsOf(network.document, network).filter((problem) => problem.code === code);
    expect(said.length).toBeGreaterThan(0);
    // The copies of a block would all say the same, and so would layers with one fix for all.
    if (isAdvice(code)) expect(said).toHaveLength(1);
    for (const { message, fixes } of said) {
      expect(message).toMatch(/^\S.*[.]$/);
      if (code in withoutFix || network.unfixable !== undefined) expect(fixes).toEqual([]);
      else expect(fixes.length).toBeGreaterThan(0);
      expect(new Set(fixes.map(({ label }) => label)).size).toBe(fixes.length);
    }
  });

  test.each(cases)('$index: each fix takes it away in one step and brings no error', ({ network }) => {
    const { document } = network;
    const before = problemsOf(document, network);
    for (const problem of before.filter((each) => each.code === code)) {
      for (const { label, edits } of problem.fixes) {
        const history = transact(startHistory(document), label, edits);
        expect(history.past).toHaveLength(1);
        expect(undo(history).document).toBe(document);
        const after = problemsOf(history.document, network);
        expect(after.map(nameOf), label).not.toContain(nameOf(problem));
        const known = new Set(errorsOf(before));
        expect(
          errorsOf(after).filter((name) => !known.has(name)),
          label,
        ).toEqual([]);
      }
    }
  });
});
