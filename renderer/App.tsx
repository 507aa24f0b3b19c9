import { observer } from 'mobx-react-lite';
import { Tooltip } from 'radix-ui';
import { lazy, Suspense, useEffect } from 'react';
import { Canvas } from './canvas/Canvas';
import { useShortcuts } from './commands/use-shortcuts';
import { ErrorBoundary } from './ErrorBoundary';
import { VolumeView } from './figures/VolumeView';
import { CompareDialog } from './panels/compare/CompareDialog';
import { FigureDialog } from './panels/figure/FigureDialog';
import { GalleryDialog } from './panels/gallery/GalleryDialog';
import { Header } from './panels/header/Header';
import { tabId, WORKSPACE_PANEL } from './panels/header/WorkspaceTabs';
import { CommandPalette } from './panels/help/CommandPalette';
import { ShortcutsDialog } from './panels/help/ShortcutsDialog';
import { Inspector } from './panels/inspector/Inspector';
import { LeftPanel } from './panels/palette/LeftPanel';
import { RecoveryDialog } from './panels/recovery/RecoveryDialog';
import { Strip } from './panels/strip/Strip';
import { Toasts } from './panels/toasts/Toasts';
import { useApp } from './stores/app-context';
import type { Workspace } from './stores/ui-store';
import styles from './App.module.css';

/** Charts and matrices are fetched when they are first looked at. */
const workspaces: Readonly<Record<Exclude<Workspace, 'design'>, React.ComponentType>> = {
  data: lazy(() =>
    import('./panels/data/DataWorkspace').then((module) => ({ default: module.DataWorkspace })),
  ),
  train: lazy(() =>
    import('./panels/train/TrainWorkspace').then((module) => ({ default: module.TrainWorkspace })),
  ),
  evaluate: lazy(() =>
    import('./panels/evaluate/EvaluateWorkspace').then((module) => ({ default: module.EvaluateWorkspace })),
  ),
};

export const App = observer(function App() {
  const app = useApp();
  useShortcuts(app);
  useTheme();
  const { ui } = app;
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <ErrorBoundary>
        <div className={styles.app}>
          <Header />
          <Design />
          {ui.workspace !== 'design' && <OtherWorkspace workspace={ui.workspace} />}
        </div>
        <CommandPalette />
        <GalleryDialog />
        <FigureDialog />
        <CompareDialog />
        <ShortcutsDialog />
        <RecoveryDialog />
      </ErrorBoundary>
      <Toasts />
    </Tooltip.Provider>
  );
});

/** It stays while another workspace is looked at, so that the canvas keeps its place and zoom. */
const Design = observer(function Design() {
  const { ui, figures } = useApp();
  const volumes = figures.view === 'volumes';
  const hidden = ui.workspace !== 'design';
  return (
    <div
      id={hidden ? undefined : WORKSPACE_PANEL}
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

function OtherWorkspace({ workspace }: { readonly workspace: Exclude<Workspace, 'design'> }) {
  const Content = workspaces[workspace];
  return (
    <div id={WORKSPACE_PANEL} role="tabpanel" aria-labelledby={tabId(workspace)} className={styles.workspace}>
      <ErrorBoundary key={workspace}>
        <Suspense fallback={<p className={styles.loading}>Loading…</p>}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

function useTheme(): void {
  const { ui } = useApp();
  const { dark } = ui;
  useEffect(() => {
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => ui.setSystemDark(media.matches);
    follow();
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [ui]);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
}
