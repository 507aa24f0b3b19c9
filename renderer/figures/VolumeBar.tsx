import { ImageDown, SlidersHorizontal } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as Popover from 'radix-ui/popover';
import { IconButton } from '../components/IconButton';
import { ViewBar } from '../document/views/ViewBar';
import { useApp } from '../document/app-context';
import { VolumeSettings } from './VolumeSettings';
import { ViewSwitch } from '../document/views/ViewSwitch';
import styles from './volume-view.module.css';

export const VolumeBar = observer(function VolumeBar({ zoom }: { readonly zoom: number }) {
  const { figures, documents } = useApp();
  const empty = documents.document.nodes.length === 0 ? 'The network is empty.' : null;
  return (
    // Neither selects nothing nor drags what lies behind.
    <div onClick={(event) => event.stopPropagation()} onPointerDown={(event) => event.stopPropagation()}>
      <ViewBar zoom={zoom}>
        <Popover.Root>
          <Popover.Trigger
            className={styles.options}
            aria-label="How volumes are drawn"
            title="How volumes are drawn"
          >
            <SlidersHorizontal size={14} aria-hidden="true" />
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className={styles.popover}
              side="top"
              align="start"
              sideOffset={8}
              aria-label="How volumes are drawn"
            >
              <VolumeSettings />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
        <IconButton label="Export figure" refusal={empty} onClick={() => figures.setExporting(true)}>
          <ImageDown size={14} />
        </IconButton>
        <ViewSwitch />
      </ViewBar>
    </div>
  );
});
