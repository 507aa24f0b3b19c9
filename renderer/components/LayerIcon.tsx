import {
  Activity,
  AlignCenterHorizontal,
  AlignJustify,
  AlignVerticalSpaceAround,
  ArrowDownToLine,
  ArrowLeftRight,
  ArrowUpFromLine,
  Box,
  Boxes,
  ChartColumn,
  ChevronsDown,
  ChevronsUp,
  Columns2,
  Combine,
  Crop,
  Divide,
  Droplets,
  Expand,
  Frame,
  Globe,
  Grid3x3,
  Layers,
  Layers2,
  Maximize,
  Minus,
  Mountain,
  Move3d,
  Network,
  PencilRuler,
  Plus,
  Rotate3d,
  Ruler,
  Scale,
  Scaling,
  Shuffle,
  Slice,
  SlidersHorizontal,
  Sparkles,
  Split,
  SquareDashed,
  TrendingUp,
  Waves,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { Layer } from '../../shared/layers/define';
import styles from './layer-icon.module.css';

/** Layers name their icon in lucide's kebab-case; only these are bundled, and a new one is added here. */
const icons: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'align-center-horizontal': AlignCenterHorizontal,
  'align-justify': AlignJustify,
  'align-vertical-space-around': AlignVerticalSpaceAround,
  'arrow-down-to-line': ArrowDownToLine,
  'arrow-left-right': ArrowLeftRight,
  'arrow-up-from-line': ArrowUpFromLine,
  box: Box,
  boxes: Boxes,
  'chart-column': ChartColumn,
  'chevrons-down': ChevronsDown,
  'chevrons-up': ChevronsUp,
  'columns-2': Columns2,
  combine: Combine,
  crop: Crop,
  divide: Divide,
  droplets: Droplets,
  expand: Expand,
  frame: Frame,
  globe: Globe,
  'grid-3x3': Grid3x3,
  layers: Layers,
  'layers-2': Layers2,
  maximize: Maximize,
  minus: Minus,
  mountain: Mountain,
  'move-3d': Move3d,
  network: Network,
  'pencil-ruler': PencilRuler,
  plus: Plus,
  'rotate-3d': Rotate3d,
  ruler: Ruler,
  scale: Scale,
  scaling: Scaling,
  shuffle: Shuffle,
  slice: Slice,
  'sliders-horizontal': SlidersHorizontal,
  sparkles: Sparkles,
  split: Split,
  'square-dashed': SquareDashed,
  'trending-up': TrendingUp,
  waves: Waves,
  x: X,
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
