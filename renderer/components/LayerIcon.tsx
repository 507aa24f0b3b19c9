import {
  Activity,
  AlignJustify,
  AlignVerticalSpaceAround,
  ArrowDownToLine,
  ArrowUpFromLine,
  Box,
  ChartColumn,
  ChevronsDown,
  Combine,
  Droplets,
  Globe,
  Grid3x3,
  Network,
  Plus,
  Scale,
  type LucideIcon,
} from 'lucide-react';
import type { Layer } from '../../shared/layers/define';
import styles from './layer-icon.module.css';

/** Layers name their icon in lucide's kebab-case; only these are bundled, and a new one is added here. */
const icons: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'align-justify': AlignJustify,
  'align-vertical-space-around': AlignVerticalSpaceAround,
  'arrow-down-to-line': ArrowDownToLine,
  'arrow-up-from-line': ArrowUpFromLine,
  box: Box,
  'chart-column': ChartColumn,
  'chevrons-down': ChevronsDown,
  combine: Combine,
  droplets: Droplets,
  globe: Globe,
  'grid-3x3': Grid3x3,
  network: Network,
  plus: Plus,
  scale: Scale,
};

/** The layer's picture in its category's colour. The name beside it says the same, so it is silent. */
export function LayerIcon({ layer, size = 18 }: { readonly layer: Layer; readonly size?: number }) {
  const Icon = icons[layer.icon] ?? Box;
  return (
    <span
      className={styles.icon}
      data-category={layer.category}
      style={{ width: size, height: size }}
      aria-hidden="true"
    >
      <Icon size={Math.round(size * 0.66)} strokeWidth={2.2} />
    </span>
  );
}
