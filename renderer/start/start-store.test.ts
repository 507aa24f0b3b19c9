import { observable, runInAction } from 'mobx';
import { expect, test } from 'vitest';
import { StartStore } from './start-store';
import type { Workspace } from '../document/ui-store';

function surroundings(revision = 0) {
  return {
    documents: observable({ revision }),
    ui: observable<{ workspace: Workspace }>({ workspace: 'design' }),
    files: { start: () => Promise.resolve() },
  };
}

test('a new window begins with it, unless work was brought back or it is not wanted', async () => {
  const fresh = new StartStore(surroundings());
  await fresh.begin();
  expect(fresh.open).toBe(true);

  const restored = new StartStore(surroundings(1));
  await restored.begin();
  expect(restored.open).toBe(false);

  const unwanted = new StartStore(surroundings());
  unwanted.setAtStart(false);
  await unwanted.begin();
  expect(unwanted.open).toBe(false);
  unwanted.show();
  expect(unwanted.open).toBe(true);
});

test('it goes when a document is opened or edited, and when another workspace is asked for', () => {
  const around = surroundings();
  const start = new StartStore(around);
  start.show();
  runInAction(() => (around.documents.revision += 1));
  expect(start.open).toBe(false);
  start.show();
  runInAction(() => (around.ui.workspace = 'train'));
  expect(start.open).toBe(false);
});
