/** Which colours the window has, worked out without the app, so that its first sight has them too. */
import { preference, type Preference } from '../host/preference';

export const themeChoices = [
  { id: 'system', title: 'As the system' },
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
  { id: 'light-contrast', title: 'High contrast, light' },
  { id: 'dark-contrast', title: 'High contrast, dark' },
] as const;

export type ThemeChoice = (typeof themeChoices)[number]['id'];

/** What the style sheets know: `data-theme` and `data-contrast` of the page. */
export interface Theme {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'normal' | 'more';
}

export interface SystemTheme {
  readonly dark: boolean;
  readonly moreContrast: boolean;
  /** The system sets the colours of all programs; what is chosen here can't go against it. */
  readonly forced: boolean;
}

const chosen: Readonly<Record<Exclude<ThemeChoice, 'system'>, Theme>> = {
  light: { scheme: 'light', contrast: 'normal' },
  dark: { scheme: 'dark', contrast: 'normal' },
  'light-contrast': { scheme: 'light', contrast: 'more' },
  'dark-contrast': { scheme: 'dark', contrast: 'more' },
};

export function themeOf(choice: ThemeChoice, { dark, moreContrast, forced }: SystemTheme): Theme {
  if (choice !== 'system' && !forced) return chosen[choice];
  return { scheme: dark ? 'dark' : 'light', contrast: moreContrast || forced ? 'more' : 'normal' };
}

export function keptChoice(): Preference<ThemeChoice> {
  return preference(
    'convcanvas.theme',
    themeChoices.map(({ id }) => id),
    'system',
  );
}

export const systemQueries = {
  dark: '(prefers-color-scheme: dark)',
  moreContrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)',
} as const;

/** What the system asks for now. */
export function systemTheme(): SystemTheme {
  const asked = (query: keyof typeof systemQueries): boolean =>
    window.matchMedia(systemQueries[query]).matches;
  return { dark: asked('dark'), moreContrast: asked('moreContrast'), forced: asked('forced') };
}

export function showTheme({ scheme, contrast }: Theme): void {
  document.documentElement.dataset['theme'] = scheme;
  document.documentElement.dataset['contrast'] = contrast;
}
