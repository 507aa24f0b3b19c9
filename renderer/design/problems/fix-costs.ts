/** What fixes cost, worked out one by one while nothing else is to be done, and only for those that are on the screen. */
import { createCompiler } from '../../../shared/compiler/compile';
import type { Compiled, Fix } from '../../../shared/compiler/compiled';
import { costOf, type FixCost } from '../../../shared/compiler/cost';

interface Question {
  readonly compiled: Compiled;
  readonly fix: Fix;
  readonly answer: (cost: FixCost | null) => void;
}

export class FixCosts {
  /** It remembers layers, so that the next fix of the same network costs little to work out. */
  private readonly compiler = createCompiler();
  private readonly known = new WeakMap<Fix, { readonly compiled: Compiled; readonly cost: FixCost | null }>();
  private waiting: Question[] = [];

  /** Undefined until it was worked out; null where the fix can't be made any more. */
  get(compiled: Compiled, fix: Fix): FixCost | null | undefined {
    const found = this.known.get(fix);
    return found?.compiled === compiled ? found.cost : undefined;
  }

  /** Returns what takes the question back. */
  ask(question: Question): () => void {
    this.waiting.push(question);
    if (this.waiting.length === 1) setTimeout(() => this.work());
    return () => {
      this.waiting = this.waiting.filter((each) => each !== question);
    };
  }

  private work(): void {
    const question = this.waiting.shift();
    if (!question) return;
    const { compiled, fix, answer } = question;
    const cost = costOf(compiled, fix, this.compiler);
    this.known.set(fix, { compiled, cost });
    answer(cost);
    if (this.waiting.length > 0) setTimeout(() => this.work());
  }
}
