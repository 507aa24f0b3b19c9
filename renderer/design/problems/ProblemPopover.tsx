import * as Popover from 'radix-ui/popover';
import { observer } from 'mobx-react-lite';
import type { ComponentProps } from 'react';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import { AnchoredPopover } from '../../components/AnchoredPopover';
import { ProblemItem } from './ProblemItem';
import styles from './problems.module.css';

/** The words of a layer's problems, and the fixes, beside its sign. */
export const ProblemPopover = observer(function ProblemPopover({
  name,
  problems,
  ...place
}: Pick<ComponentProps<typeof AnchoredPopover>, 'anchor' | 'open' | 'onOpenChange'> & {
  readonly name: string;
  readonly problems: readonly Diagnostic[];
}) {
  return (
    <AnchoredPopover
      {...place}
      className={styles.popover}
      side="right"
      align="start"
      sideOffset={10}
      collisionPadding={12}
      aria-label={`Problems of ${name}`}
    >
      <ul className={styles.few}>
        {problems.map((problem) => (
          <ProblemItem key={`${problem.code} ${problem.message}`} problem={problem} />
        ))}
      </ul>
      <Popover.Arrow className={styles.arrow} />
    </AnchoredPopover>
  );
});
