/** What the compiler says of each template, found out while there is nothing else to do. */
import { makeAutoObservable, observableShallow, runInAction } from 'mobx';
import { compile } from '../../../shared/compiler/compile';
import type { Shape } from '../../../shared/layers/shape';
import { templates, type Template } from '../../../templates';
import { figureOf, type Figure } from './figure';
import { volumesOf } from './volumes';

export interface Facts {
  /** Those that are trained; a norm's moving statistics are counted apart. */
  readonly parameters: number;
  readonly nonTrainable: number;
  readonly macs: number;
  readonly input: Shape;
  readonly figure: Figure;
}

function factsOf({ document }: Template): Facts {
  const compiled = compile(document);
  const { trainable, nonTrainable, macs } = compiled.totals;
  const input = compiled.layers.find(({ definition }) => definition.role === 'input')?.outputShapes[0] ?? [];
  return { parameters: trainable, nonTrainable, macs, input, figure: figureOf(volumesOf(compiled)) };
}

/** Calls back when the window is idle; `hasTime` says whether there is time for more. */
type Later = (work: (hasTime: () => boolean) => void) => void;

const ENOUGH = 12;
const whenIdle: Later = (work) => {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'undefined') setTimeout(() => work(() => false), 16);
  else requestIdleCallback((idle) => work(() => idle.timeRemaining() > ENOUGH), { timeout: 120 });
};

export class TemplateFacts {
  /** Templates never change: each is compiled once. */
  private readonly known = new Map<string, Facts>();
  private waiting: readonly Template[];
  private working = false;
  private readonly later: Later;

  constructor(all: readonly Template[], later: Later = whenIdle) {
    this.waiting = all;
    this.later = later;
    makeAutoObservable<this, 'known' | 'waiting' | 'working' | 'later'>(
      this,
      { known: observableShallow, waiting: false, working: false, later: false, of: false },
      { autoBind: true },
    );
  }

  of({ name }: Template): Facts | undefined {
    return this.known.get(name);
  }

  /** Goes through all of them, those that are looked at first. */
  want(first: readonly Template[]): void {
    const missing = new Set(this.waiting);
    this.waiting = [...new Set([...first.filter((template) => missing.has(template)), ...missing])];
    if (!this.working) this.next();
  }

  private next(): void {
    this.working = this.waiting.length > 0;
    if (this.working) this.later((hasTime) => this.work(hasTime));
  }

  private work(hasTime: () => boolean): void {
    runInAction(() => {
      do {
        const [template, ...rest] = this.waiting;
        if (template === undefined) break;
        this.waiting = rest;
        this.known.set(template.name, factsOf(template));
      } while (hasTime());
    });
    this.next();
  }
}

export const templateFacts = new TemplateFacts(templates);
