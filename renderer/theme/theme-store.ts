/** Which colours the window has: as the system asks for, or as somebody chose. */
import { makeAutoObservable } from 'mobx';
import type { Preference } from '../host/preference';
import { keptChoice, themeOf, type SystemTheme, type Theme, type ThemeChoice } from './theme';

export class ThemeStore {
  choice: ThemeChoice;
  system: SystemTheme = { dark: false, moreContrast: false, forced: false };
  private readonly kept: Preference<ThemeChoice>;

  constructor() {
    this.kept = keptChoice();
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
