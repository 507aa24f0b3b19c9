import * as Switch from 'radix-ui/switch';
import styles from './controls.module.css';

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  readonly description?: string;
  readonly onChange: (checked: boolean) => void;
}

export function Toggle({ label, checked, description, onChange }: ToggleProps) {
  return (
    <Switch.Root
      className={styles.switch}
      aria-label={label}
      aria-description={description}
      checked={checked}
      onCheckedChange={onChange}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  );
}
