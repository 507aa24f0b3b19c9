import { expect, test, vi } from 'vitest';
import type { ClosingChoice } from '../shared/protocol/shell';
import { Closing, type ClosingWindow } from './closing';

function windowOf(options: {
  readonly unsaved?: boolean;
  readonly ready?: boolean;
  readonly choice?: ClosingChoice | null;
}) {
  const { unsaved = false, ready = true, choice = null } = options;
  const events: string[] = [];
  const window: ClosingWindow = {
    unsaved,
    ready,
    ask: () => {
      events.push('asked');
      return Promise.resolve(choice);
    },
    tell: (told) => void events.push(`told ${told}`),
    destroy: () => void events.push('destroyed'),
  };
  return { window, events };
}

test('nothing would be lost: no question, the drafts go, and the window', async () => {
  const closing = new Closing();
  const { window, events } = windowOf({});
  const done = closing.close(window);
  await vi.waitFor(() => expect(events).toEqual(['told discard']));
  closing.answered(window, true);
  await done;
  expect(events).toEqual(['told discard', 'destroyed']);
});

test('a page that hangs or never came does not keep a window in which nothing is unsaved', async () => {
  const closing = new Closing(5);
  const hanging = windowOf({});
  await closing.close(hanging.window);
  expect(hanging.events).toEqual(['told discard', 'destroyed']);
  const loading = windowOf({ ready: false });
  await closing.close(loading.window);
  expect(loading.events).toEqual(['destroyed']);
});

test.each([
  ['save', true, ['asked', 'told save', 'destroyed']],
  // The save dialog was cancelled, or the disk was full.
  ['save', false, ['asked', 'told save']],
  ['discard', true, ['asked', 'told discard', 'destroyed']],
  [null, true, ['asked']],
] as const)('unsaved work, answered with %s, the page says %s', async (choice, mayClose, expected) => {
  const closing = new Closing();
  const { window, events } = windowOf({ unsaved: true, choice });
  const done = closing.close(window);
  if (choice !== null) {
    await vi.waitFor(() => expect(events).toContain(`told ${choice}`));
    closing.answered(window, mayClose);
  }
  await done;
  expect(events).toEqual(expected);
});

test('quitting asks one window after the other, and stops at the one that is kept', async () => {
  const closing = new Closing(5);
  const saved = windowOf({});
  const kept = windowOf({ unsaved: true, choice: null });
  const after = windowOf({ unsaved: true, choice: 'discard' });
  closing.quitting = true;
  await Promise.all([saved, kept, after].map(({ window }) => closing.close(window)));
  expect(saved.events).toContain('destroyed');
  expect(kept.events).toEqual(['asked']);
  expect(after.events).toEqual([]);
  expect(closing.quitting).toBe(false);
});

test('a window that is being asked is not asked again', async () => {
  const closing = new Closing(5);
  const { window, events } = windowOf({ unsaved: true, choice: 'discard' });
  await Promise.all([closing.close(window), closing.close(window)]);
  expect(events).toEqual(['asked', 'told discard', 'destroyed']);
});
