import { useReactFlow } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import { later, OnceWanted } from '../../components/later';
import { useApp } from '../../document/app-context';
import type { Asked } from './CanvasMenuSurface';
import { pointedAt } from './pointed-at';
import styles from './canvas-menu.module.css';

const CanvasMenuSurface = later(() =>
  import('./CanvasMenuSurface').then((module) => module.CanvasMenuSurface),
);

/** The context menu of whatever the pointer or the focus is on. What it is about is selected as it opens. */
export const CanvasMenu = observer(function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const app = useApp();
  const flow = useReactFlow();
  const [asked, setAsked] = useState<Asked | null>(null);
  // It is there before it opens, and so knows whether a key opens it.
  const [wanted, setWanted] = useState(false);

  const find = (event: MouseEvent): void => {
    const pointed = event.target instanceof Element ? pointedAt(app, event.target) : null;
    // Fields keep the browser's own menu; toolbars have none.
    if (pointed === null) event.stopPropagation();
    else {
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      app.marks.openMenu({ ...pointed, at });
    }
  };
  const ask = (event: MouseEvent): void => {
    event.preventDefault();
    setAsked({ clientX: event.clientX, clientY: event.clientY });
  };
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (!(event.target instanceof Element)) return;
    event.preventDefault();
    const { left, bottom, width } = event.target.getBoundingClientRect();
    event.target.dispatchEvent(
      new window.MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: left + Math.min(40, width / 2),
        clientY: bottom - 4,
      }),
    );
  };

  return (
    <>
      <div
        className={styles.trigger}
        onFocus={() => setWanted(true)}
        onContextMenuCapture={find}
        onContextMenu={ask}
        onKeyDown={openByKey}
      >
        {children}
      </div>
      <OnceWanted wanted={wanted || asked !== null}>
        <CanvasMenuSurface asked={asked} />
      </OnceWanted>
    </>
  );
});
