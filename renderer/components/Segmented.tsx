import * as ToggleGroup from 'radix-ui/toggle-group';
import styles from './controls.module.css';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly description?: string;
  /** Said while none of the options is chosen. */
  readonly placeholder?: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly title?: string }[];
  readonly onChange: (value: T) => void;
}

/** A few choices side by side, of which one is on. */
export function Segmented<T extends string>({
  label,
  value,
  description,
  placeholder,
  options,
  onChange,
}: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      className={styles.segmented}
      type="single"
      aria-label={label}
      aria-description={placeholder === undefined ? description : `${placeholder}. ${description ?? ''}`}
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          className={styles.segment}
          value={option.value}
          title={option.title}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
