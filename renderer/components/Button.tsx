import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './controls.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'primary' | 'plain' | 'quiet';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A disabled one stays focusable, so that its `title` can say why. */
export function Button({
  variant = 'plain',
  disabled = false,
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${className}`}
      data-variant={variant}
      aria-disabled={disabled}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
    />
  );
}
