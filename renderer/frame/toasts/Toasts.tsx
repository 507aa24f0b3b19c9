import { CircleAlert, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import type { Toast } from '../../document/ui-store';
import styles from './toasts.module.css';

/** Milliseconds; what asks for something stays longer, and an error long enough to be read twice. */
const SHORT = 5_000;
const LONG = 12_000;
const ERROR = 30_000;

/** What happened, in a corner. Read out by screen readers, errors at once. */
export const Toasts = observer(function Toasts() {
  const { ui } = useApp();
  // Escape closes the newest, where nothing else was meant by it.
  useEffect(() => {
    const stop = new AbortController();
    const onKeyDown = (event: KeyboardEvent): void => {
      const newest = ui.notices.at(-1);
      if (event.key !== 'Escape' || event.defaultPrevented || newest === undefined) return;
      ui.dismiss(newest.id);
    };
    window.addEventListener('keydown', onKeyDown, { signal: stop.signal });
    return () => stop.abort();
  }, [ui]);
  return (
    <section className={styles.place} aria-label="Notices">
      <div aria-live="polite" aria-relevant="additions">
        {ui.notices.map((toast) => (
          <Item key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
});

function Item({ toast }: { readonly toast: Toast }) {
  const { ui } = useApp();
  const [held, setHeld] = useState(false);
  const { id, kind, message, action } = toast;
  useEffect(() => {
    if (held) return;
    const stays = kind === 'error' ? ERROR : action === undefined ? SHORT : LONG;
    const timer = setTimeout(() => ui.dismiss(id), stays);
    return () => clearTimeout(timer);
  }, [ui, id, kind, action, held]);
  return (
    <div
      className={styles.toast}
      data-kind={kind}
      role={kind === 'error' ? 'alert' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {kind === 'error' && <CircleAlert size={15} aria-hidden="true" />}
      <p>{message}</p>
      {action !== undefined && (
        <Button
          variant="quiet"
          className={styles.action}
          onClick={() => {
            ui.dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label="Close the notice"
        onClick={() => ui.dismiss(id)}
      >
        <X size={14} />
      </button>
    </div>
  );
}
