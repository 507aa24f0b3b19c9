import * as fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Disk } from '../disk';

/** The disk of the machine on which the tests run. */
export const machine: Disk = { ...fs, path, pause };
