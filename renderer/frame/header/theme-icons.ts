import { Contrast, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import type { ThemeChoice } from '../../theme/theme';

export const themeIcons: Readonly<Record<ThemeChoice, LucideIcon>> = {
  system: Monitor,
  light: Sun,
  dark: Moon,
  'light-contrast': Contrast,
  'dark-contrast': Contrast,
};
