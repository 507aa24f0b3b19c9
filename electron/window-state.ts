/** Where windows lay when they were last closed, and where the next one goes. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { wholeFrom } from '../shared/schema/limits';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Area;
  readonly maximized: boolean;
}

const usual = { width: 1440, height: 900 };
/** The next window beside one that is already there. */
const STEP = 28;

const place = wholeFrom(-100_000, 100_000);
const size = wholeFrom(1, 100_000);
const stateSchema = z.object({
  bounds: z.object({ x: place, y: place, width: size, height: size }),
  maximized: z.boolean(),
});

/** Null where none was kept, or what was kept is broken. */
export function readState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Nothing hangs on it, so a place that can't be kept is no matter. */
export function writeState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The next window comes where windows usually come.
  }
}

const overlap = (a: Area, b: Area): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/**
 * A place that is wholly on a screen that is there now: screens are unplugged, and resolutions change.
 * @param screens work areas, the main one first
 * @param others where other windows of the app lie
 */
export function placeOn(wanted: Area | null, screens: readonly Area[], others: readonly Area[]): Area {
  const [main = { x: 0, y: 0, ...usual }] = screens;
  const centred = {
    x: main.x + Math.round((main.width - usual.width) / 2),
    y: main.y + Math.round((main.height - usual.height) / 2),
    ...usual,
  };
  let { x, y, width, height } = wanted ?? centred;
  const area = { x, y, width, height };
  const screen = screens.reduce(
    (best, each) => (overlap(each, area) > overlap(best, area) ? each : best),
    main,
  );
  width = Math.min(width, screen.width);
  height = Math.min(height, screen.height);
  const within = (value: number, from: number, room: number): number =>
    Math.max(from, Math.min(value, from + room));
  x = within(x, screen.x, screen.width - width);
  y = within(y, screen.y, screen.height - height);
  for (let i = 0; i < 20 && others.some((other) => other.x === x && other.y === y); i += 1) {
    x = x + STEP + width <= screen.x + screen.width ? x + STEP : screen.x;
    y = y + STEP + height <= screen.y + screen.height ? y + STEP : screen.y;
  }
  return { x, y, width, height };
}
