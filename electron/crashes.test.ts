import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { watchForCrashes } from './crashes';

const answer = vi.hoisted(() => ({ response: 0, messages: new Array<string>() }));
vi.mock('electron', () => ({
  crashReporter: {},
  shell: {},
  dialog: {
    showMessageBox: (_window: unknown, { message }: { message: string }) => {
      answer.messages.push(message);
      return Promise.resolve({ response: answer.response });
    },
  },
}));

function watched() {
  const done: string[] = [];
  const log: string[] = [];
  const webContents = Object.assign(new EventEmitter(), { reload: () => done.push('reload') });
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isDestroyed: () => false,
    destroy: () => done.push('destroy'),
  });
  answer.messages.length = 0;
  watchForCrashes(window as unknown as BrowserWindow, (line) => log.push(line));
  return { window, webContents, done, log };
}

test.each([
  [0, 'reload'],
  [1, 'destroy'],
])(
  'a window whose page crashed is loaded again or closed, as the user says: %i, %s',
  async (response, end) => {
    answer.response = response;
    const { webContents, done, log } = watched();
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    await vi.waitFor(() => expect(done).toEqual([end]));
    expect(answer.messages).toEqual(['The window stopped working.']);
    expect(log).toEqual(["A window's page is gone: crashed, 11."]);
  },
);

test('a page that hangs is offered to be loaded again; one that ended by itself is not', async () => {
  answer.response = 0;
  const { window, webContents, done } = watched();
  webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  window.emit('unresponsive');
  await vi.waitFor(() => expect(done).toEqual(['reload']));
  expect(answer.messages).toEqual(['The window does not answer.']);
});
