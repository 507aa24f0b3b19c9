/** The window's first sight: its frame in the right colours, which needs nothing else. Then the app is fetched. */
// Before all else, as its own first line says.
import './no-peers';
// First of what is shown, so that what components say comes after what holds for all of them.
import './theme';
import './first-sight.css';
import './style-nonce';
import { keptChoice, showTheme, systemTheme, themeOf } from './theme/theme';
import { messageOf } from '../shared/schema/message-of';

/** Milliseconds; a window that is not in sight draws no frames, and starts all the same. */
const LONGEST_WAIT = 100;

showTheme(themeOf(keptChoice().value, systemTheme()));

const drawn = new Promise((resolve) => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, LONGEST_WAIT);
});

drawn
  .then(() => import('./start-app'))
  .catch((error: unknown) => {
    const sentence = document.createElement('p');
    sentence.role = 'alert';
    const why = messageOf(error);
    sentence.textContent = `ConvCanvas could not be started. Reload the window; if that does not help, install ConvCanvas again. (${why})`;
    document.querySelector('.first-sight')?.append(sentence);
  });
