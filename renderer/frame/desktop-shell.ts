/** Keeps the desktop around the window told: what its menus offer, what would be lost, how a run goes. */
import { compareStructural, reaction } from 'mobx';
import type { RunStatus, Shell } from '../../shared/protocol/shell';
import { menusOf } from '../commands/menu-bar';
import type { AppStore } from '../document/app-store';
import { runAnnouncement } from '../document/runs/run-words';
import type { Phase, Run } from '../document/runs/run';

/** Menus follow at most so often, in milliseconds. */
const PAUSE = 150;

/** What the desktop knows of where a run stands. */
const shown: Readonly<Record<Phase, RunStatus['phase']>> = {
  preparing: 'training',
  training: 'training',
  paused: 'paused',
  interrupted: 'stopped',
  stopped: 'stopped',
  finished: 'finished',
  diverged: 'failed',
  failed: 'failed',
};

function statusOf(run: Run | undefined): RunStatus | null {
  if (run === undefined) return null;
  const { name, phase, fraction } = run;
  // A hundred steps are what a bar can show.
  return {
    name,
    phase: shown[phase],
    fraction: Math.round(fraction * 100) / 100,
    summary: runAnnouncement(run),
  };
}

export function connectShell(app: AppStore, shell: Shell): void {
  const { files, runs } = app;
  // What the desktop can't be told is shown a moment later, with the next change.
  const ignore = (): undefined => undefined;
  const now = { fireImmediately: true, equals: compareStructural };
  reaction(
    () => menusOf(app),
    (menus) => void shell.setMenu(menus).catch(ignore),
    { ...now, delay: PAUSE },
  );
  reaction(
    () => [files.file?.handle ?? null, files.unsavedWork] as const,
    ([handle, unsaved]) => void shell.setDocument(handle, unsaved).catch(ignore),
    now,
  );
  reaction(
    () => statusOf(runs.runs.find((run) => run.active) ?? runs.runs.at(-1)),
    (status) => void shell.setRun(status).catch(ignore),
    now,
  );
  shell.onClosing(async (choice) => {
    if (choice === 'save' && !(await files.save())) return false;
    await files.letGo();
    return true;
  });
}
