import { shortcutText } from './shortcut-text';
import styles from './controls.module.css';

/** `Mod+Shift+Z` as this machine's keyboard has it. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return <kbd className={styles.kbd}>{shortcutText(keys)}</kbd>;
}
