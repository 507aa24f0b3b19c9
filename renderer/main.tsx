// First, so that what components say comes after what holds for all of them.
import './theme';
import './style-nonce';
import { createRoot } from 'react-dom/client';
import { findTemplate } from '../templates';
import { emptyDocument } from '../shared/graph/document';
import { App } from './App';
import { runById } from './commands/use-shortcuts';
import { fetchTheRest } from './components/later';
import { createHost } from './host';
import { connectShell } from './shell/desktop-shell';
import { AppContext } from './stores/app-context';
import { AppStore } from './stores/app-store';

/** What everybody who learns of convolutional networks meets first. */
const FIRST = 'lenet5';

const host = createHost();
const app = new AppStore({
  document: findTemplate(FIRST)?.document ?? emptyDocument(),
  host,
  createWorker: () => new Worker(new URL('./worker/training-worker.ts', import.meta.url), { type: 'module' }),
});
void app.library.load();
host.onMenuCommand((id) => runById(app, id));
if (window.convcanvas !== undefined) connectShell(app, window.convcanvas);

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <AppContext value={app}>
    <App />
  </AppContext>,
);
fetchTheRest();
