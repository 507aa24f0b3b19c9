/** Where the victim works, and what it says while it does. */
import path from 'node:path';
import type { Dialogs } from '../../electron/host-handlers';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { folderArchive } from '../desktop/folder-archive';
import { desktopHost } from '../desktop/host';
import type { Host } from '../../shared/protocol/host';

export const EXPORTED = ['model.json', 'weights.bin'] as const;

export interface Places {
  readonly work: string;
  readonly userData: string;
  readonly drawing: string;
  readonly model: string;
  readonly exported: string;
}

export function placesIn(folder: string): Places {
  const work = path.join(folder, 'work');
  return {
    work,
    userData: path.join(folder, 'own'),
    drawing: path.join(work, 'net.cnn.json'),
    model: path.join(work, 'net.cnn'),
    exported: path.join(work, 'exported'),
  };
}

export function hostIn({ userData, drawing, model, exported }: Places): Host {
  const dialogs: Dialogs = {
    open: () => Promise.resolve(drawing),
    save: (name) => Promise.resolve(name.endsWith('.json') ? drawing : model),
    folder: () => Promise.resolve(exported),
  };
  return desktopHost({ userData, dialogs });
}

export const archiveIn = ({ userData }: Places): RunArchive => folderArchive(path.join(userData, 'runs'));

/** A line of the victim's output: before an edit is made, and after something lies on the disk. */
export interface Said {
  readonly what: 'edit' | 'saved' | 'drawing' | 'exported' | 'checkpoint';
  readonly mark: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
