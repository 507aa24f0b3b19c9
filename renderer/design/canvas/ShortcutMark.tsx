import type { CompiledLayer } from '../../../shared/compiler/compiled';
import styles from './shortcut-mark.module.css';

/** Whether branches of a block are added: what makes a residual block, and is not seen until the block is opened. */
export const hasShortcut = (layers: readonly CompiledLayer[]): boolean =>
  layers.some(({ definition }) => definition.type === 'Add');

/** A wire with an arc around it. */
export function ShortcutMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 12 16" width={11} height={15} aria-hidden="true">
      <title>Has a shortcut: its branches are added</title>
      <path d="M3 1v14M3 4c8 0 8 8 0 8" />
      <circle cx={3} cy={4} r={1.5} />
      <circle cx={3} cy={12} r={1.5} />
    </svg>
  );
}
