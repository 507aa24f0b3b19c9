/** Which colours the window has: as the system asks for, or as somebody chose. */
import { makeAutoObservable } from 'mobx';
import { preference, type Preference } from '../stores/preference';

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

export class ThemeStore {
  choice: ThemeChoice;
  system: SystemTheme = { dark: false, moreContrast: false, forced: false };
  private readonly kept: Preference<ThemeChoice>;

  constructor() {
    this.kept = preference(
      'convcanvas.theme',
      themeChoices.map(({ id }) => id),
      'system',
    );
    this.choice = this.kept.value;
    makeAutoObservable<this, 'kept'>(this, { kept: false }, { autoBind: true });
  }

  get theme(): Theme {
    return themeOf(this.choice, this.system);
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    this.kept.keep(choice);
  }

  setSystem(system: SystemTheme): void {
    this.system = system;
  }
}
