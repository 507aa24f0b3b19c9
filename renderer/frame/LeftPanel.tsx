import { observer } from 'mobx-react-lite';
import * as Tabs from 'radix-ui/tabs';
import { later } from '../components/later';
import { useApp } from '../document/app-context';
import type { LeftTab } from '../document/ui-store';
import { Palette } from '../design/palette/Palette';
import styles from '../design/palette/palette.module.css';

const Networks = later(() => import('../start/networks/Networks').then((module) => module.Networks));
const Outline = later(() => import('../design/palette/Outline').then((module) => module.Outline));

const tabs: readonly { readonly id: LeftTab; readonly title: string }[] = [
  { id: 'layers', title: 'Layers' },
  { id: 'networks', title: 'Networks' },
  { id: 'outline', title: 'Outline' },
];

/** What can be put on the canvas, and what is on it. */
export const LeftPanel = observer(function LeftPanel() {
  const { ui } = useApp();
  return (
    <Tabs.Root
      className={styles.panel}
      value={ui.leftTab}
      onValueChange={(value) => {
        const tab = tabs.find(({ id }) => id === value);
        if (tab !== undefined) ui.setLeftTab(tab.id);
      }}
    >
      <Tabs.List className={styles.tabs} aria-label="Left panel">
        {tabs.map(({ id, title }) => (
          <Tabs.Trigger key={id} className={styles.tab} value={id}>
            {title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content className={styles.content} value="layers">
        <Palette />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="networks">
        <Networks />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="outline">
        <Outline />
      </Tabs.Content>
    </Tabs.Root>
  );
});
