import { Check, Contrast, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { useApp } from '../../document/app-context';
import { themeChoices, type ThemeChoice } from '../../theme/theme';
import { MenuButton } from './MenuButton';
import styles from './header.module.css';

const icons: Readonly<Record<ThemeChoice, LucideIcon>> = {
  system: Monitor,
  light: Sun,
  dark: Moon,
  'light-contrast': Contrast,
  'dark-contrast': Contrast,
};

export const ThemeMenu = observer(function ThemeMenu() {
  const { themes } = useApp();
  const { choice, system } = themes;
  const Icon = icons[choice];
  const title = themeChoices.find(({ id }) => id === choice)?.title ?? choice;
  return (
    <MenuButton label={`Theme: ${title.toLowerCase()}`} icon={<Icon size={16} />}>
      <DropdownMenu.RadioGroup
        value={choice}
        aria-label="Theme"
        onValueChange={(value) => {
          const next = themeChoices.find(({ id }) => id === value);
          if (next !== undefined) themes.choose(next.id);
        }}
      >
        {themeChoices.map(({ id, title: name }) => {
          const EntryIcon = icons[id];
          return (
            <DropdownMenu.RadioItem key={id} value={id} className={styles.menuItem}>
              <span className={styles.menuLead}>
                <EntryIcon size={15} aria-hidden="true" />
                <span className={styles.menuText}>{name}</span>
              </span>
              <DropdownMenu.ItemIndicator>
                <Check size={14} aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          );
        })}
      </DropdownMenu.RadioGroup>
      {system.forced && (
        <p className={styles.menuNote}>
          Your system sets the colours of all programs; they are used here too.
        </p>
      )}
    </MenuButton>
  );
});
