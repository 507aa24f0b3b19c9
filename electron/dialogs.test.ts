import { beforeEach, expect, test, vi } from 'vitest';
import { offerUpdate } from './dialogs';

const { answers, opened } = vi.hoisted(() => ({ answers: [] as number[], opened: [] as string[] }));
vi.mock('electron', () => ({
  dialog: { showMessageBox: () => Promise.resolve({ response: answers.shift() }) },
  shell: { openExternal: (url: string) => Promise.resolve(void opened.push(url)) },
}));

const FOLDER = 'https://downloads.example/convcanvas/';
beforeEach(() => void opened.splice(0));

test('the download page is opened after the user agreed, and nothing else', async () => {
  answers.push(1);
  await offerUpdate('1.2.4', FOLDER);
  expect(opened).toEqual([]);
  answers.push(0);
  await offerUpdate('1.2.4', FOLDER);
  expect(opened).toEqual([FOLDER]);
});
