import { sizeText } from '../../shared/export/figure/figure-notation';
import type { Shape } from '../../shared/layers/define';
import type { AppStore } from '../stores/app-store';

/** A shape as the canvas writes it: `56×56×64`, `N×56×56×64`, `H/4×W/4×64`. Only inside observers. */
export function shownShape({ documents, ui }: Pick<AppStore, 'documents' | 'ui'>, shape: Shape): string {
  const input = documents.compiled.layers.find(({ definition }) => definition.role === 'input');
  const text = sizeText(shape, input?.outputShapes[0] ?? null, {
    order: ui.notation,
    writing: ui.shapesIn.symbols ? 'symbols' : 'numbers',
  });
  return ui.shapesIn.batch ? `N×${text}` : text;
}
