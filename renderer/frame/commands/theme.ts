import { themeChoices } from '../../theme/theme';
import type { Command } from '../../commands/command';

export const themeCommands: readonly Command[] = themeChoices.map(({ id, title }) => ({
  id: `view.theme.${id}`,
  title: `Theme: ${title.toLowerCase()}`,
  group: 'View',
  keywords: 'theme colours appearance mode light dark contrast accessibility',
  enabled: ({ themes }) => themes.choice !== id || 'That is the theme already.',
  run: ({ themes }) => themes.choose(id),
}));
