import { ChevronDown } from 'lucide-react';
import styles from './controls.module.css';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Options of one group that follow each other stand below its title. */
  readonly group?: string;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly description?: string;
  /** Shown while none of the options is chosen. */
  readonly placeholder?: string;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}

/** The platform's own list: it types ahead, fits any screen and is known to every screen reader. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, description, placeholder, options, onChange } = props;
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
        {placeholder !== undefined && (
          <option value="" disabled hidden>
            {placeholder}
          </option>
        )}
        {grouped(options).map(([group, members]) => {
          const entries = members.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ));
          return group === undefined ? (
            entries
          ) : (
            <optgroup key={group} label={group}>
              {entries}
            </optgroup>
          );
        })}
      </select>
      <ChevronDown size={14} aria-hidden="true" />
    </span>
  );
}

function grouped<T extends string>(options: readonly Option<T>[]): [string | undefined, Option<T>[]][] {
  const groups: [string | undefined, Option<T>[]][] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last !== undefined && last[0] === option.group) last[1].push(option);
    else groups.push([option.group, [option]]);
  }
  return groups;
}
