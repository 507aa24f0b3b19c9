import { observer } from 'mobx-react-lite';
import { later } from '../../components/later';
import { useApp } from '../../document/app-context';
import { themeChoices } from '../../theme/theme';
import { IconMenu } from './IconMenu';
import { themeIcons } from './theme-icons';

const ThemeEntries = later(() => import('./ThemeEntries').then((module) => module.ThemeEntries));

export const ThemeMenu = observer(function ThemeMenu() {
  const { choice } = useApp().themes;
  const Icon = themeIcons[choice];
  const title = themeChoices.find(({ id }) => id === choice)?.title ?? choice;
  return (
    <IconMenu label={`Theme: ${title.toLowerCase()}`} icon={<Icon size={16} />}>
      <ThemeEntries />
    </IconMenu>
  );
});
