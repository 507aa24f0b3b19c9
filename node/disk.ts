import * as fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Disk } from './files/disk';

/** The machine's own. */
export const disk: Disk = { ...fs, path, pause };
