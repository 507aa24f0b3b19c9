import { observer } from 'mobx-react-lite';
import { useApp } from '../../document/app-context';
import { Logo } from './Logo';
import styles from './header.module.css';

/** The logo leads to the start screen, and from there back. */
export const StartButton = observer(function StartButton() {
  const { start } = useApp();
  return (
    <h1 className={styles.brandHeading}>
      <button
        type="button"
        className={styles.logo}
        aria-label={start.open ? 'ConvCanvas: back to your network' : 'ConvCanvas: start screen'}
        title={start.open ? 'Back to your network' : 'Start screen'}
        aria-expanded={start.open}
        onClick={() => (start.open ? start.close() : start.show())}
      >
        <Logo />
        <span className={styles.brand}>ConvCanvas</span>
      </button>
    </h1>
  );
});
