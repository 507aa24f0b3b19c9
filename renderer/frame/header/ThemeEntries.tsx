import { Check } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { useApp } from '../../document/app-context';
import { themeChoices } from '../../theme/theme';
import { themeIcons } from './theme-icons';
import styles from './header.module.css';

export const ThemeEntries = observer(function ThemeEntries() {
  const { themes } = useApp();
  const { choice, system } = themes;
  return (
    <>
      <DropdownMenu.RadioGroup
        value={choice}
        aria-label="Theme"
        onValueChange={(value) => {
          const next = themeChoices.find(({ id }) => id === value);
          if (next !== undefined) themes.choose(next.id);
        }}
      >
        {themeChoices.map(({ id, title: name }) => {
          const EntryIcon = themeIcons[id];
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
    </>
  );
});
