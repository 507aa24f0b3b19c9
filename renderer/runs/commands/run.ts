import type { Command } from '../../commands/command';

export const runCommands: readonly Command[] = [
  {
    id: 'run.start',
    title: 'Start training',
    group: 'Run',
    shortcut: 'Mod+Enter',
    enabled: ({ training }) => training.startRefusal ?? true,
    run: ({ training, ui }) => {
      ui.setWorkspace('train');
      void training.start();
    },
  },
  {
    id: 'run.pause',
    title: 'Pause training',
    group: 'Run',
    enabled: ({ runs }) => runs.active?.phase === 'training' || 'Nothing is training.',
    run: ({ training }) => void training.pause(),
  },
  {
    id: 'run.resume',
    title: 'Resume training',
    group: 'Run',
    enabled: ({ runs }) => runs.active?.phase === 'paused' || 'No run is paused.',
    run: ({ training }) => void training.resume(),
  },
  {
    id: 'run.stop',
    title: 'Stop training',
    group: 'Run',
    enabled: ({ runs }) => runs.active !== null || 'Nothing is training.',
    run: ({ training }) => void training.stop(),
  },
];
