/** The tour through the window: which step is shown, and whether it was seen before. */
import { makeAutoObservable } from 'mobx';
import { preference, type Preference } from '../../host/preference';

const answers = ['yes', 'no'] as const;

export class TourStore {
  /** From 0; null while there is no tour. */
  step: number | null = null;
  seen: boolean;
  private readonly kept: Preference<(typeof answers)[number]>;

  constructor() {
    this.kept = preference('convcanvas.tour-seen', answers, 'no');
    this.seen = this.kept.value === 'yes';
    makeAutoObservable<this, 'kept'>(this, { kept: false }, { autoBind: true });
  }

  begin(): void {
    this.step = 0;
    this.seen = true;
    this.kept.keep('yes');
  }

  go(step: number): void {
    this.step = step;
  }

  end(): void {
    this.step = null;
  }
}
