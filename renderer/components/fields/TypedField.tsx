import { useId, useState } from 'react';
import styles from './fields.module.css';

interface TypedFieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly description?: string;
  readonly lines?: number;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly mono?: boolean;
  readonly show: (value: T) => string;
  /** The value, or why the text is none. */
  readonly read: (text: string) => { readonly value: T } | { readonly problem: string };
  readonly onChange: (value: T) => void;
  readonly onStart: () => void;
}

/**
 * Something that is typed as a whole: each valid state is taken at once; what can't be taken is said below and stays to
 * be mended.
 */
export function TypedField<T>(props: TypedFieldProps<T>) {
  const {
    label,
    value,
    description,
    lines = 1,
    placeholder,
    hint,
    mono = false,
    show,
    read,
    onChange,
    onStart,
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = show(value);
  const [shownFor, setShownFor] = useState(shown);
  const problemId = useId();
  if (shownFor !== shown) {
    setShownFor(shown);
    if (!focused) {
      setDraft(null);
      setProblem(null);
    }
  }
  const common = {
    className: mono ? `${styles.text} ${styles.mono}` : styles.text,
    'aria-label': label,
    'aria-description': description,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : problemId,
    spellCheck: false,
    placeholder,
    value: draft ?? shown,
    onFocus: () => {
      setFocused(true);
      onStart();
    },
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const text = event.target.value;
      setDraft(text);
      const result = read(text);
      setProblem('problem' in result ? result.problem : null);
      if ('value' in result && show(result.value) !== shown) onChange(result.value);
    },
    onBlur: () => {
      setFocused(false);
      if (problem === null) setDraft(null);
    },
  };
  return (
    <span className={styles.stack}>
      {lines > 1 ? (
        <textarea {...common} rows={lines} />
      ) : (
        <input
          {...common}
          type="text"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') {
              setDraft(null);
              setProblem(null);
            }
          }}
        />
      )}
      {problem !== null && (
        <span id={problemId} role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
      {hint !== undefined && problem === null && <span className={styles.hint}>{hint}</span>}
    </span>
  );
}
