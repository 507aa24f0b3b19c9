import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import { startHistory, transact, undo } from '../../../shared/graph/history';
import { historyRows, jumpText, when } from './history-rows';

describe('the history as rows', () => {
  const start = emptyDocument('One');
  let history = startHistory(start);
  history = transact(history, 'Rename to Two', [{ edit: 'setInfo', name: 'Two' }], undefined, 10);
  history = transact(history, 'Rename to Three', [{ edit: 'setInfo', name: 'Three' }], undefined, 20);
  const rows = historyRows(undo(history), start);

  test('has the newest state first and marks the present and the saved one', () => {
    expect(rows.map(({ label, state, saved, at }) => [label, state, saved, at])).toEqual([
      ['Rename to Three', 'undone', false, 20],
      ['Rename to Two', 'present', false, 10],
      ['Where this history begins', 'done', true, 0],
    ]);
  });

  test('says when a step was made, and what a jump did', () => {
    const now = new Date(2026, 10, 25, 18, 0).getTime();
    expect(when(0, now)).toBe('');
    expect(when(now - 5_000, now)).toBe('just now');
    expect(when(now - 120_000, now)).toBe('2 minutes ago');
    expect(when(now - 3 * 3_600_000, now)).toMatch(/^0?3:00|^15:00/);
    expect(when(now - 48 * 3_600_000, now)).toMatch(/23.*,/);
    const [newest, , oldest] = rows;
    expect(newest && jumpText(1, newest)).toBe('Redid 1 step: Rename to Three.');
    expect(oldest && jumpText(2, oldest)).toBe('Undid 2 steps: Where this history begins.');
  });
});
