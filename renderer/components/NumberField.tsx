import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { calculate } from './arithmetic';
import styles from './controls.module.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
  /** What it means, for those who can't hover. */
  readonly description?: string;
  /** Also while typing, not only on Enter and when the field is left. */
  readonly live?: boolean;
  /** Why a value can't be taken, in a sentence; null where it can. Min and max are checked in any case. */
  readonly validate?: (value: number) => string | null;
  /** `settled` is false while the user is still typing. */
  readonly onChange: (value: number) => void;
  /** A new burst of typing or stepping begins: what follows belongs to one undo step. */
  readonly onStart?: () => void;
  readonly onEnd?: () => void;
  /** It stands for several numbers that differ: nothing is shown of them until one is typed for all. */
  readonly mixed?: boolean;
  /** What Escape does where typing has changed values that differed. */
  readonly onRevert?: () => void;
}

const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12, useGrouping: false });

export function limitProblem(label: string, value: number, min?: number, max?: number): string | null {
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return null;
  const range =
    min !== undefined && max !== undefined
      ? `from ${exact.format(min)} to ${exact.format(max)}`
      : min !== undefined
        ? `at least ${exact.format(min)}`
        : `at most ${exact.format(max ?? 0)}`;
  return `${label} must be ${range}; it is ${exact.format(value)}.`;
}

/**
 * A number that may be typed as arithmetic. What can't be taken is said below; it stays to be mended, and leaves the
 * value as it was.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, unit, description, live = false, mixed = false } = props;
  const { validate, onChange, onStart, onEnd, onRevert } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [shownFor, setShownFor] = useState(value);
  /** Leaving the field with Escape must not take what was typed. */
  const dropped = useRef(false);
  const atFocus = useRef({ value, mixed });
  const own = mixed ? '' : exact.format(value);
  /** Nothing is asked for by leaving alone what differs. */
  const isNothing = (text: string): boolean => mixed && text.trim() === '';
  const problemId = useId();

  // Undo, or whatever else sets the value, has the last word over text that could not be taken.
  if (shownFor !== value) {
    setShownFor(value);
    if (!focused) {
      setDraft(null);
      setProblem(null);
    }
  }

  const problemOf = (text: string): { number: number; sentence: string | null } => {
    const number = calculate(text);
    if (number === null) return { number: value, sentence: `${label} must be a number; "${text}" is none.` };
    // The layer's own sentence knows more than the limits alone (that it must be whole, for one).
    return { number, sentence: validate?.(number) ?? limitProblem(label, number, min, max) };
  };

  const take = (text: string): void => {
    if (isNothing(text)) {
      setProblem(null);
      return;
    }
    const { number, sentence } = problemOf(text);
    setProblem(sentence);
    if (sentence === null && (number !== value || mixed)) onChange(number);
  };

  const stepBy = (amount: number): void => {
    const from = (draft === null ? null : calculate(draft)) ?? value;
    const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(amount))));
    const raw = Number((from + amount).toFixed(digits + 6));
    const next = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, raw));
    setDraft(draft === null ? null : exact.format(next));
    take(exact.format(next));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      stepBy((event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter') {
      if (draft !== null) take(draft);
      event.currentTarget.select();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      dropped.current = true;
      if (live && atFocus.current.mixed && !mixed) onRevert?.();
      else if (live && value !== atFocus.current.value) onChange(atFocus.current.value);
      setDraft(null);
      setProblem(null);
      event.currentTarget.blur();
    }
  };

  return (
    <span className={styles.number} data-invalid={problem !== null}>
      <input
        type="text"
        inputMode={step >= 1 ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-description={description}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        placeholder={mixed ? 'mixed' : undefined}
        value={draft ?? own}
        onFocus={(event) => {
          dropped.current = false;
          atFocus.current = { value, mixed };
          setFocused(true);
          onStart?.();
          if (problem === null) setDraft(own);
          event.currentTarget.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          if (live) take(event.target.value);
          else setProblem(problemOf(event.target.value).sentence);
        }}
        onBlur={() => {
          setFocused(false);
          const kept =
            !dropped.current && draft !== null && !isNothing(draft) && problemOf(draft).sentence !== null;
          if (!kept) {
            if (!dropped.current && draft !== null) take(draft);
            setDraft(null);
            setProblem(null);
          }
          onEnd?.();
        }}
        onKeyDown={onKeyDown}
      />
      {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      <span className={styles.steppers} aria-hidden="true">
        <button type="button" tabIndex={-1} onPointerDown={keepFocus} onClick={() => stepBy(step)}>
          <ChevronUp size={11} />
        </button>
        <button type="button" tabIndex={-1} onPointerDown={keepFocus} onClick={() => stepBy(-step)}>
          <ChevronDown size={11} />
        </button>
      </span>
      {problem !== null && (
        <span id={problemId} role="alert" className={styles.fieldProblem}>
          {problem}
        </span>
      )}
    </span>
  );
}

function keepFocus(event: { preventDefault(): void }): void {
  event.preventDefault();
}
