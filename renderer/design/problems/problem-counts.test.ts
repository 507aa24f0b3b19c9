import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { DiagnosticCode } from '../../../shared/compiler/codes';
import type { Severity } from '../../../shared/layers/define';
import { countProblems, countText, worstFirst } from './problem-counts';

const of = (severity: Severity, code: DiagnosticCode = 'cycle'): Diagnostic => ({
  severity,
  code,
  nodeId: null,
  documentNode: null,
  message: 'Something is so.',
  fixes: [],
});

describe('problem counts', () => {
  it('counts advice apart', () => {
    expect(countProblems([of('advice'), of('error'), of('warning'), of('advice')])).toEqual({
      errors: 1,
      warnings: 1,
      advice: 2,
    });
  });

  it('puts the worst first and keeps the order otherwise', () => {
    const sorted = worstFirst([
      of('advice', 'filters-shrink'),
      of('error'),
      of('warning', 'dead-end'),
      of('error', 'needs-vector'),
    ]);
    expect(sorted.map(({ code }) => code)).toEqual(['cycle', 'needs-vector', 'dead-end', 'filters-shrink']);
  });

  it('says the counts in words', () => {
    expect(countText([])).toBeNull();
    expect(countText([of('error')])).toBe('1 error');
    expect(countText([of('error'), of('error'), of('warning')])).toBe('2 errors and 1 warning');
    expect(countText([of('error'), of('warning'), of('advice'), of('advice')])).toBe(
      '1 error, 1 warning and 2 pieces of advice',
    );
  });
});
