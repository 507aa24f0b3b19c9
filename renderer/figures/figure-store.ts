/** How figures are drawn and exported, and whether the canvas or the volumes are on screen. Kept for the next time. */
import { makeAutoObservable, observableRef } from 'mobx';
import * as z from 'zod/mini';
import { numberFrom, wholeFrom } from '../../shared/schema/limits';

export type DesignView = 'canvas' | 'volumes';

const SETTINGS_KEY = 'convcanvas.figure';

/** What can't be read is as if it had never been set. */
const settingsSchema = z.object({
  /** On screen too. */
  detail: z.catch(z.enum(['auto', 'layers', 'blocks']), 'auto'),
  style: z.catch(z.enum(['auto', 'boxes', 'sheets']), 'auto'),
  scale: z.catch(z.enum(['balanced', 'log', 'true']), 'balanced'),
  writing: z.catch(z.enum(['numbers', 'symbols']), 'numbers'),
  names: z.catch(z.boolean(), false),
  /** Exports only. */
  view: z.catch(z.enum(['canvas', 'volumes']), 'volumes'),
  format: z.catch(z.enum(['svg', 'png', 'pdf']), 'svg'),
  theme: z.catch(z.enum(['light', 'dark']), 'light'),
  colors: z.catch(z.enum(['color', 'gray']), 'color'),
  transparent: z.catch(z.boolean(), false),
  sizes: z.catch(z.boolean(), true),
  operations: z.catch(z.boolean(), true),
  counts: z.catch(z.boolean(), true),
  legend: z.catch(z.boolean(), false),
  wrap: z.catch(z.boolean(), true),
  embedFont: z.catch(z.boolean(), true),
  /** Of an SVG or PDF. */
  width: z.catch(z.enum(['natural', 'mm']), 'natural'),
  /** Of a PNG. */
  pixels: z.catch(z.enum(['scale', 'width', 'mm']), 'scale'),
  pngScale: z.catch(numberFrom(1, 8), 3),
  pngWidth: z.catch(wholeFrom(16, 16384), 2000),
  mm: z.catch(numberFrom(10, 2000), 160),
  dpi: z.catch(wholeFrom(36, 2400), 300),
});

export type FigureSettings = z.infer<typeof settingsSchema>;

function remembered(): FigureSettings {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? '{}'));
    return parsed.success ? parsed.data : settingsSchema.parse({});
  } catch {
    return settingsSchema.parse({});
  }
}

export class FigureStore {
  view: DesignView = 'canvas';
  exporting = false;
  settings: FigureSettings = remembered();

  constructor() {
    makeAutoObservable(this, { settings: observableRef }, { autoBind: true });
  }

  setView(view: DesignView): void {
    this.view = view;
  }

  /** What is looked at is what is exported, unless another view is chosen in the dialog. */
  setExporting(exporting: boolean): void {
    if (exporting && this.settings.view !== this.view) this.set({ view: this.view });
    this.exporting = exporting;
  }

  set(change: Partial<FigureSettings>): void {
    this.settings = { ...this.settings, ...change };
    try {
      localStorage.setItem(SETTINGS_KEY, JSON.stringify(this.settings));
    } catch {
      // Kept for this window only.
    }
  }
}
