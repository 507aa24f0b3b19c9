import type { Command } from './command';

export const runCommands: readonly Command[] = [
  {
    id: 'run.start',
    title: 'Start training',
    group: 'Run',
    shortcut: 'Mod+Enter',
    enabled: ({ runs }) => runs.startRefusal ?? true,
    run: ({ runs, ui }) => {
      ui.setWorkspace('train');
      void runs.start();
    },
  },
  {
    id: 'run.pause',
    title: 'Pause training',
    group: 'Run',
    enabled: ({ runs }) => runs.active?.phase === 'training' || 'Nothing is training.',
    run: ({ runs }) => void runs.pause(),
  },
  {
    id: 'run.resume',
    title: 'Resume training',
    group: 'Run',
    enabled: ({ runs }) => runs.active?.phase === 'paused' || 'No run is paused.',
    run: ({ runs }) => void runs.resume(),
  },
  {
    id: 'run.stop',
    title: 'Stop training',
    group: 'Run',
    enabled: ({ runs }) => runs.active !== null || 'Nothing is training.',
    run: ({ runs }) => void runs.stop(),
  },
];
