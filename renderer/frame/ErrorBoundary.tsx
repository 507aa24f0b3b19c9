import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button';
import styles from './App.module.css';

interface State {
  readonly error: Error | null;
}

/** React only tells classes of errors. What was drawn is among the drafts, so a reload brings it back. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={styles.failure} role="alert">
        <h2>This part of the window stopped working</h2>
        <p>Your work is kept; reload the window to go on with it. The reason: {error.message}</p>
        <Button variant="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
}
