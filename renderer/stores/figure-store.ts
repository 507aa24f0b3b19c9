/** How figures are drawn and exported, and whether the canvas or the volumes are on screen. Kept for the next time. */
import { makeAutoObservable, observableRef } from 'mobx';
import { z } from 'zod';

export type DesignView = 'canvas' | 'volumes';

const SETTINGS_KEY = 'convcanvas.figure';

/** What can't be read is as if it had never been set. */
const settingsSchema = z.object({
  /** On screen too. */
  detail: z.enum(['auto', 'layers', 'blocks']).catch('auto'),
  style: z.enum(['auto', 'boxes', 'sheets']).catch('auto'),
  scale: z.enum(['balanced', 'log', 'true']).catch('balanced'),
  writing: z.enum(['numbers', 'symbols']).catch('numbers'),
  names: z.boolean().catch(false),
  /** Exports only. */
  view: z.enum(['canvas', 'volumes']).catch('volumes'),
  format: z.enum(['svg', 'png', 'pdf']).catch('svg'),
  theme: z.enum(['light', 'dark']).catch('light'),
  colors: z.enum(['color', 'gray']).catch('color'),
  transparent: z.boolean().catch(false),
  sizes: z.boolean().catch(true),
  operations: z.boolean().catch(true),
  counts: z.boolean().catch(true),
  legend: z.boolean().catch(false),
  wrap: z.boolean().catch(true),
  embedFont: z.boolean().catch(true),
  /** Of an SVG or PDF. */
  width: z.enum(['natural', 'mm']).catch('natural'),
  /** Of a PNG. */
  pixels: z.enum(['scale', 'width', 'mm']).catch('scale'),
  pngScale: z.number().min(1).max(8).catch(3),
  pngWidth: z.number().int().min(16).max(16384).catch(2000),
  mm: z.number().min(10).max(2000).catch(160),
  dpi: z.number().int().min(36).max(2400).catch(300),
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
