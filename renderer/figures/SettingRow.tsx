import type { ReactNode } from 'react';
import styles from './setting-row.module.css';

/** A setting's name, and beside it what sets it, which bears the same name for those who don't see. */
export function SettingRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <span className={styles.control}>{children}</span>
    </div>
  );
}
