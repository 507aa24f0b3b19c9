import { SquareFunction } from 'lucide-react';
import { useState } from 'react';
import type { ParamValue } from '../../../../shared/graph/document';
import { sameValue } from '../../../../shared/graph/same-value';
import { inSentence } from '../../../../shared/schema/in-sentence';
import { type FormulaRules, readFormula, writeFormula } from './formula-text';
import { TypedField } from '../../../components/fields/TypedField';
import styles from '../../../components/fields/fields.module.css';

interface FormulaFieldProps extends FormulaRules {
  readonly label: string;
  readonly description: string;
  readonly value: ParamValue;
  /** A value of several parts (height and width, four sides) has a field for each. */
  readonly parts?: readonly string[];
  /** What comes of it, once it can be read: `2, 1, 1`. */
  readonly result?: string | null;
  readonly onChange: (value: ParamValue) => void;
  readonly onStart: () => void;
}

/** A value or an expression, as it is typed. What can't be taken is said below, and leaves the value as it was. */
export function FormulaField(props: FormulaFieldProps) {
  const { label, description, value, parts, result = null, onChange, onStart, ...rules } = props;
  const entries: readonly ParamValue[] | null = parts !== undefined && Array.isArray(value) ? value : null;
  const [first] = entries ?? [];
  const alike = entries?.every((entry) => sameValue(entry, first)) ?? false;
  const [apart, setApart] = useState(!alike);
  const single = entries === null || (alike && !apart);
  const field = (name: string, own: ParamValue, take: (next: ParamValue) => void) => (
    <TypedField
      label={name}
      description={description}
      value={own}
      mono
      show={writeFormula}
      read={(text) => readFormula(text, rules)}
      onStart={onStart}
      onChange={take}
    />
  );
  return (
    <span className={styles.formula}>
      {single
        ? field(`${label}, as an expression`, entries === null ? value : first, (next) =>
            onChange(entries === null ? next : entries.map(() => next)),
          )
        : entries.map((entry, index) => {
            const part = parts?.[index] ?? `part ${index + 1}`;
            return (
              <span key={part} className={styles.side} data-wide="true">
                <span aria-hidden="true">{part}</span>
                {field(`${label}, ${part}, as an expression`, entry, (next) =>
                  onChange(entries.map((each, at) => (at === index ? next : each))),
                )}
              </span>
            );
          })}
      {entries !== null && (
        <button
          type="button"
          className={styles.textButton}
          onClick={() => {
            setApart(single);
            if (!single && !alike) onChange(entries.map(() => first));
          }}
        >
          {single ? `${listed(parts ?? [])} apart` : `One for ${listed(parts ?? []).toLowerCase()}`}
        </button>
      )}
      {result !== null && (
        <span className={styles.result}>
          <span aria-hidden="true">→ </span>
          <span className="visually-hidden">gives </span>
          {result}
        </span>
      )}
    </span>
  );
}

/** Whether a value is told as it is or as an expression. */
export function FormulaToggle(props: {
  readonly label: string;
  readonly on: boolean;
  readonly onToggle: () => void;
}) {
  const { label, on, onToggle } = props;
  const name = on
    ? `Use a plain value for ${inSentence(label)}`
    : `Use an expression for ${inSentence(label)}`;
  return (
    <button
      type="button"
      className={styles.fx}
      aria-pressed={on}
      aria-label={name}
      title={name}
      onClick={onToggle}
    >
      <SquareFunction size={16} aria-hidden="true" />
    </button>
  );
}

/** "Height and width", "Each side". */
const listed = (parts: readonly string[]): string =>
  parts.length === 2
    ? `${parts[0]?.replace(/^./, (letter) => letter.toUpperCase())} and ${parts[1]}`
    : 'Each side';
