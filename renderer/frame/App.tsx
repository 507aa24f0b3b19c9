import { observer } from 'mobx-react-lite';
import * as Tooltip from 'radix-ui/tooltip';
import { lazy, Suspense } from 'react';
import { Canvas } from '../design/canvas/Canvas';
import { PanelToggles } from './PanelToggles';
import { useShortcuts } from '../commands/use-shortcuts';
import { later } from '../components/later';
import { ErrorBoundary } from './ErrorBoundary';
import { Announcer } from './announcer/Announcer';
import { Dialogs } from './Dialogs';
import { Header } from './header/Header';
import { tabId, WORKSPACE_PANEL } from './header/WorkspaceTabs';
import { Inspector } from '../design/inspector/Inspector';
import { LeftPanel } from './LeftPanel';
import { PresentationPlace } from '../figures/presentation/PresentationPlace';
import { StartPlace } from '../start/StartPlace';
import { Strip } from '../design/strip/Strip';
import { Toasts } from './toasts/Toasts';
import { TourPlace } from '../learn/tour/TourPlace';
import { useSmallWindow } from '../components/small-window';
import { useApp } from '../document/app-context';
import type { Workspace } from '../document/ui-store';
import { useTheme } from '../theme/use-theme';
import styles from './App.module.css';

/** Charts and matrices are fetched when they are first looked at. */
const workspaces: Readonly<Record<Exclude<Workspace, 'design'>, React.ComponentType>> = {
  data: lazy(() => import('../data/DataWorkspace').then((module) => ({ default: module.DataWorkspace }))),
  train: lazy(() =>
    import('../runs/train/TrainWorkspace').then((module) => ({ default: module.TrainWorkspace })),
  ),
  evaluate: lazy(() =>
    import('../runs/evaluate/EvaluateWorkspace').then((module) => ({ default: module.EvaluateWorkspace })),
  ),
};

const VolumeView = later(() => import('../figures/VolumeView').then((module) => module.VolumeView));

export const App = observer(function App() {
  const app = useApp();
  useShortcuts(app);
  useTheme(app.themes);
  const { ui, start, presentation } = app;
  useSmallWindow(ui);
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <ErrorBoundary>
        <div className={styles.app} data-presenting={presentation.on}>
          <Header />
          <Design />
          {ui.workspace !== 'design' && <OtherWorkspace workspace={ui.workspace} covered={start.open} />}
          <StartPlace />
          <PresentationPlace />
        </div>
        <Dialogs />
        <TourPlace />
      </ErrorBoundary>
      <Toasts />
      <Announcer />
    </Tooltip.Provider>
  );
});

/** It stays while another workspace is looked at, so that the canvas keeps its place and zoom. */
const Design = observer(function Design() {
  const { ui, start, figures } = useApp();
  const volumes = figures.view === 'volumes';
  const away = ui.workspace !== 'design';
  const hidden = away || start.open;
  return (
    <div
      id={away ? undefined : WORKSPACE_PANEL}
      role="tabpanel"
      aria-labelledby={tabId('design')}
      className={styles.design}
      data-hidden={hidden}
      data-left={ui.leftOpen}
      data-right={ui.rightOpen}
      inert={hidden}
    >
      {ui.leftOpen && (
        <aside className={styles.left} aria-label="Layers, networks and outline">
          <LeftPanel />
        </aside>
      )}
      <main className={styles.canvas} aria-label="Canvas">
        <div className={styles.covered} data-covered={volumes} inert={volumes}>
          <Canvas />
        </div>
        {volumes && (
          <ErrorBoundary>
            <VolumeView />
          </ErrorBoundary>
        )}
        <PanelToggles />
      </main>
      {ui.rightOpen && (
        <aside className={styles.right} aria-label="Inspector">
          <Inspector />
        </aside>
      )}
      <Strip />
    </div>
  );
});

function OtherWorkspace({
  workspace,
  covered,
}: {
  readonly workspace: Exclude<Workspace, 'design'>;
  readonly covered: boolean;
}) {
  const Content = workspaces[workspace];
  return (
    <div
      id={WORKSPACE_PANEL}
      role="tabpanel"
      aria-labelledby={tabId(workspace)}
      className={styles.workspace}
      inert={covered}
    >
      <ErrorBoundary key={workspace}>
        <Suspense fallback={<p className={styles.loading}>Loading…</p>}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
