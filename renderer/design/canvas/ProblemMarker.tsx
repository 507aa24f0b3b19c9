import { CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useRef, useState } from 'react';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { NodeId } from '../../../shared/graph/document';
import type { Severity } from '../../../shared/layers/define';
import { later, OnceWanted } from '../../components/later';
import { useApp } from '../../document/app-context';
import styles from './problem-marker.module.css';

const icons = { error: CircleAlert, warning: TriangleAlert, advice: Lightbulb } as const;
const words: Readonly<Record<Severity, string>> = { error: 'Problem', warning: 'Warning', advice: 'Advice' };

const ProblemPopover = later(() =>
  import('../problems/ProblemPopover').then((module) => module.ProblemPopover),
);

/** Where a problem is: a sign that takes no room from anything, with the words and the fixes behind it. */
export const ProblemMarker = observer(function ProblemMarker(props: {
  readonly node: NodeId;
  readonly name: string;
  readonly problems: readonly Diagnostic[];
}) {
  const { node, name, problems } = props;
  const { ui } = useApp();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [first] = problems;
  if (!first) return null;
  const asked = ui.openProblem?.node === node;
  const shown = open || asked;
  const Icon = icons[first.severity];
  const change = (next: boolean): void => {
    setOpen(next);
    if (!next && asked) ui.showProblem(null);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`${styles.marker} nodrag nopan`}
        data-severity={first.severity}
        data-testid="problem-marker"
        aria-label={`${words[first.severity]} at ${name}: ${first.message}`}
        aria-haspopup="dialog"
        aria-expanded={shown}
        onClick={() => change(!shown)}
      >
        <Icon size={15} aria-hidden="true" />
      </button>
      <OnceWanted wanted={shown}>
        <ProblemPopover anchor={button} open={shown} onOpenChange={change} name={name} problems={problems} />
      </OnceWanted>
    </>
  );
});
