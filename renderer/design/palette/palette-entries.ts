/** What the palette offers: every layer, and beside it what it is called when it is set to something, as ReLU is. */
import type { Layer } from '../../../shared/layers/define';
import { bySection } from '../../commands/sections';

export interface PaletteEntry extends Pick<Layer, 'label' | 'aliases' | 'summary' | 'category'> {
  readonly layer: Layer;
  /** Those that are set; the others keep their defaults. */
  readonly params: Readonly<Record<string, unknown>>;
  /** What is searched for as a type is: of a preset its own name. */
  readonly type: string;
  readonly basic: number | undefined;
}

/** Presets come before their layer: who searches for one means it. */
export const entriesOf = (layers: readonly Layer[]): readonly PaletteEntry[] =>
  layers.flatMap((layer) => {
    const { type, label, aliases, summary, category, basic, presets = [] } = layer;
    return [
      ...presets.map((preset): PaletteEntry => ({
        layer,
        params: preset.params,
        type: preset.label,
        label: preset.label,
        // `Swish (SiLU)` has two names.
        aliases: preset.label.split(/[()]/),
        summary,
        category,
        basic: preset.basic,
      })),
      { layer, params: {}, type, label, aliases, summary, category, basic },
    ];
  });

interface PaletteSection {
  readonly title: string;
  readonly items: readonly PaletteEntry[];
}

/** First what nearly every network has, then all other layers by what they do. Presets are found by searching. */
export function paletteSections(entries: readonly PaletteEntry[]): readonly PaletteSection[] {
  const basics = entries
    .filter(({ basic }) => basic !== undefined)
    .sort((a, b) => (a.basic ?? 0) - (b.basic ?? 0));
  const others = entries.filter(({ basic, type, layer }) => basic === undefined && type === layer.type);
  return [{ title: 'Basics', items: basics }, ...bySection(others)];
}
