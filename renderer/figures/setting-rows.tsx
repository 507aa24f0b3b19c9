import type { ComponentProps, ReactNode } from 'react';
import { NumberField } from '../components/NumberField';
import { Segmented } from '../components/Segmented';
import { Select } from '../components/Select';
import { Toggle } from '../components/Toggle';
import styles from './setting-row.module.css';

/** A setting's name, and beside it what sets it, which bears the same name for those who don't see. */
function SettingRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <span className={styles.control}>{children}</span>
    </div>
  );
}

export function ChoiceRow<T extends string>(props: ComponentProps<typeof Segmented<T>>) {
  return (
    <SettingRow label={props.label}>
      <Segmented {...props} />
    </SettingRow>
  );
}

export function SelectRow<T extends string>(props: ComponentProps<typeof Select<T>>) {
  return (
    <SettingRow label={props.label}>
      <Select {...props} />
    </SettingRow>
  );
}

export function SwitchRow(props: ComponentProps<typeof Toggle>) {
  return (
    <SettingRow label={props.label}>
      <Toggle {...props} />
    </SettingRow>
  );
}

export function NumberRow(props: ComponentProps<typeof NumberField>) {
  return (
    <SettingRow label={props.label}>
      <NumberField {...props} />
    </SettingRow>
  );
}
