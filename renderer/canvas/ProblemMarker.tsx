import { CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { Diagnostic } from '../../shared/compiler/compiled';
import type { NodeId } from '../../shared/graph/document';
import type { Severity } from '../../shared/layers/define';
import { ProblemItem } from '../panels/problems/ProblemItem';
import { useApp } from '../stores/app-context';
import styles from './canvas.module.css';

const icons = { error: CircleAlert, warning: TriangleAlert, advice: Lightbulb } as const;
const words: Readonly<Record<Severity, string>> = { error: 'Problem', warning: 'Warning', advice: 'Advice' };

/** Where a problem is: a sign that takes no room from anything, with the words and the fixes behind it. */
export const ProblemMarker = observer(function ProblemMarker(props: {
  readonly node: NodeId;
  readonly name: string;
  readonly problems: readonly Diagnostic[];
}) {
  const { node, name, problems } = props;
  const { ui } = useApp();
  const [open, setOpen] = useState(false);
  const [first] = problems;
  if (!first) return null;
  const asked = ui.openProblem?.node === node;
  const Icon = icons[first.severity];
  const change = (next: boolean): void => {
    setOpen(next);
    if (!next && asked) ui.showProblem(null);
  };
  return (
    <Popover.Root open={open || asked} onOpenChange={change}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={`${styles.marker} nodrag nopan`}
          data-severity={first.severity}
          data-testid="problem-marker"
          aria-label={`${words[first.severity]} at ${name}: ${first.message}`}
        >
          <Icon size={15} aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="right"
          align="start"
          sideOffset={10}
          collisionPadding={12}
          aria-label={`Problems of ${name}`}
        >
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <ProblemItem key={`${problem.code} ${problem.message}`} problem={problem} />
            ))}
          </ul>
          <Popover.Arrow className={styles.arrow} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
});
