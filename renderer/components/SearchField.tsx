import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly autoFocus?: boolean;
  /** Shown at its end while nothing is written, such as the key that leads here. */
  readonly hint?: ReactNode;
}

/** What is written narrows down what is shown near it; it is as wide as the place that it is put in. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, value, onChange, onKeyDown, autoFocus, hint } = props;
  const own = useRef<HTMLInputElement>(null);
  const field = props.field ?? own;
  return (
    <div className={styles.search}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        hint
      ) : (
        <button
          type="button"
          aria-label="Empty the field"
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
        >
          <X size={13} />
        </button>
      )}
    </div>
  );
}
