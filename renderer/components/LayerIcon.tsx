import { Box } from 'lucide-react';
import type { Layer } from '../../shared/layers/define';
import { layerIcons } from './layer-icons';
import styles from './layer-icon.module.css';

/** The layer's picture in its category's colour. The name beside it says the same, so it is silent. */
export function LayerIcon({ layer, size = 18 }: { readonly layer: Layer; readonly size?: number }) {
  const Icon = layerIcons[layer.icon] ?? Box;
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
