import type { ReactNode, Ref } from 'react';
import { Tooltip } from './Tooltip';
import styles from './controls.module.css';

interface IconButtonProps {
  readonly label: string;
  readonly shortcut?: string;
  /** Why it can't be used now. */
  readonly refusal?: string | null;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton(props: IconButtonProps) {
  const { label, shortcut, refusal = null, pressed, onClick, children, ref } = props;
  return (
    <Tooltip text={refusal === null ? label : `${label}: ${refusal}`} shortcut={shortcut}>
      <button
        ref={ref}
        type="button"
        className={styles.icon}
        aria-label={label}
        aria-disabled={refusal !== null}
        aria-pressed={pressed}
        onClick={() => {
          if (refusal === null) onClick();
        }}
      >
        {children}
      </button>
    </Tooltip>
  );
}
