import { ChevronDown } from 'lucide-react';
import styles from './controls.module.css';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly description?: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** The platform's own list: it types ahead, fits any screen and is known to every screen reader. */
export function Select<T extends string>({ label, value, description, options, onChange }: SelectProps<T>) {
  return (
    <span className={styles.select}>
      <select
        aria-label={label}
        aria-description={description}
        value={value}
        onChange={(event) => {
          const option = options.find((each) => each.value === event.target.value);
          if (option !== undefined) onChange(option.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden="true" />
    </span>
  );
}
