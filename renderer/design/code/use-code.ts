import { useEffect, useState } from 'react';
import type { Compiled } from '../../../shared/compiler/compiled';
import { generateCode, type Framework, type GeneratedCode } from '../../../shared/export/code/generate-code';

interface Shown {
  readonly code: GeneratedCode;
  readonly compiled: Compiled;
  readonly framework: Framework;
}

/** Long enough that typing and dragging are over. */
const PAUSE = 200;

/** The network's code, a moment after the last change: while something is being dragged it would only be in the way. */
export function useCode(compiled: Compiled, framework: Framework): Shown {
  const write = (): Shown => ({ code: generateCode(compiled, framework), compiled, framework });
  const [shown, setShown] = useState(write);
  const other = shown.framework !== framework;
  useEffect(() => {
    if (shown.compiled === compiled && shown.framework === framework) return;
    const timer = setTimeout(
      () => setShown({ code: generateCode(compiled, framework), compiled, framework }),
      other ? 0 : PAUSE,
    );
    return () => clearTimeout(timer);
  }, [compiled, framework, shown, other]);
  return shown;
}
