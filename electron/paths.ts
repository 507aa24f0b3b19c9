/**
 * Which files the page may name. It gets handles, never paths; a handle is given out for a file that the user picked,
 * dropped or opened before, and for nothing else.
 */
import { randomUUID } from 'node:crypto';

export interface AllowedPaths {
  /** The handle of a path; the same one each time. */
  allow(path: string): string;
  /** A handle that an earlier start gave out, so that work in progress still knows its file. */
  restore(handle: string, path: string): void;
  /** Throws a sentence where the handle was never given out. */
  pathOf(handle: string): string;
}

export function allowedPaths(): AllowedPaths {
  const handles = new Map<string, string>();
  const paths = new Map<string, string>();
  return {
    allow(path) {
      const known = handles.get(path);
      if (known !== undefined) return known;
      const handle = randomUUID();
      handles.set(path, handle);
      paths.set(handle, path);
      return handle;
    },
    restore(handle, path) {
      if (handles.has(path)) return;
      handles.set(path, handle);
      paths.set(handle, path);
    },
    pathOf(handle) {
      const path = paths.get(handle);
      if (path === undefined) throw new Error('That file is not open any more: open it again.');
      return path;
    },
  };
}
