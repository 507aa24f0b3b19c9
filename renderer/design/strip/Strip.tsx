import { Code, ListTree, TriangleAlert, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { type ReactNode, useEffect } from 'react';
import { isWhole } from '../../../shared/compiler/compiled';
import { trainingMemory } from '../../../shared/compiler/memory';
import { bytes, change, compact, exactly, macsInFull, macsText } from '../../format/numbers';
import { anchor } from '../../components/anchors';
import { later } from '../../components/later';
import { useApp } from '../../document/app-context';
import type { Drawer } from '../../document/ui-store';
import { imagesPerEpoch, secondsPerEpoch } from '../../document/training/time-estimate';
import { roughly } from '../../format/words';
import { countProblems, countText } from '../problems/problem-counts';
import { Delta } from './Delta';
import styles from './strip.module.css';

/** What the network costs, always in sight, and the drawers above it. */
export const Strip = observer(function Strip() {
  return (
    <footer className={styles.strip} aria-label="Totals" {...anchor('totals')}>
      <Parameters />
      <Macs />
      <MemoryUse />
      <Time />
      <Drawers />
    </footer>
  );
});

/** Behind an error nothing is counted: then the totals are those of a part. */
const soFar = (whole: boolean, unit: string): string => (whole ? unit : `${unit} so far`);
const PART = 'Something is wrong in the network, and what lies behind it is not counted: ';

interface FigureProps {
  /** Whether the value is that of the whole network. */
  readonly whole?: boolean;
  readonly value: string;
  readonly unit: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly testId: string;
}

function Figure({ whole = true, value, unit, title, children, testId }: FigureProps) {
  return (
    <span
      className={styles.figure}
      title={whole ? title : PART + title}
      data-whole={whole}
      data-testid={testId}
    >
      <span className={styles.value}>
        <b>{value}</b>
        {children}
      </span>
      <span className={styles.unit}>{unit}</span>
    </span>
  );
}

const Parameters = observer(function Parameters() {
  const { documents } = useApp();
  const { trainable, nonTrainable } = documents.compiled.totals;
  const { delta } = documents;
  const whole = isWhole(documents.compiled);
  const fixed = nonTrainable > 0 ? `, ${exactly(nonTrainable)} not trainable` : '';
  return (
    <Figure
      testId="total-parameters"
      value={compact(trainable)}
      whole={whole}
      unit={soFar(whole, nonTrainable > 0 ? `parameters, ${compact(nonTrainable)} fixed` : 'parameters')}
      title={`${exactly(trainable)} trainable parameters${fixed}`}
    >
      <Delta value={delta?.trainable ?? null} show={compact} />
    </Figure>
  );
});

const Macs = observer(function Macs() {
  const { documents } = useApp();
  const total = documents.compiled.totals.macs;
  const whole = isWhole(documents.compiled);
  return (
    <Figure
      testId="total-macs"
      value={macsText(total)}
      whole={whole}
      unit={soFar(whole, 'an image')}
      title={macsInFull(total)}
    >
      <Delta value={documents.delta?.macs ?? null} show={macsText} />
    </Figure>
  );
});

const MemoryUse = observer(function MemoryUse() {
  const { documents, forecast } = useApp();
  const { memory } = forecast;
  const { batchSize } = documents.document.training;
  const whole = isWhole(documents.compiled);
  const { before } = documents;
  const earlier = before?.document.training;
  const delta =
    before === null || earlier === undefined
      ? null
      : memory.total - trainingMemory(before, earlier.batchSize, earlier.optimizer).total;
  const parts = [
    `weights ${bytes(memory.weights)}`,
    `gradients ${bytes(memory.gradients)}`,
    `optimizer ${bytes(memory.optimizer)}`,
    `activations ${bytes(memory.activations)}`,
  ];
  return (
    <Figure
      testId="total-memory"
      value={bytes(memory.total)}
      whole={whole}
      unit={soFar(whole, `at batch ${exactly(batchSize)}`)}
      title={`Memory while training: ${parts.join(', ')}`}
    >
      <Delta value={delta} show={bytes} />
    </Figure>
  );
});

const Time = observer(function Time() {
  const { documents, forecast, training } = useApp();
  const { secondsPerEpoch: seconds, measurement, dataset } = forecast;
  const { before, document } = documents;
  // A short probe of this very network, once the user has stopped changing it.
  useEffect(() => {
    if (measurement !== null) return;
    const timer = setTimeout(() => void forecast.measure(training.backend), 3_000);
    return () => clearTimeout(timer);
  }, [forecast, training, document, measurement]);
  if (seconds === null) {
    const why =
      dataset === null
        ? 'Choose pictures in Data to see how long an epoch takes.'
        : !isWhole(documents.compiled)
          ? 'Something is wrong in the network: it can’t be trained before that is mended.'
          : 'Measured as soon as the network can be trained and nothing is being changed.';
    return <Figure testId="total-time" value="–" unit="an epoch" title={why} />;
  }
  const earlier =
    before === null || measurement === null || dataset === null || before.totals.macs === 0
      ? null
      : secondsPerEpoch(measurement, before.totals.macs, imagesPerEpoch(before.document, dataset));
  const delta = earlier === null || change(seconds - earlier, roughly) === null ? null : seconds - earlier;
  return (
    <Figure
      testId="total-time"
      value={roughly(seconds)}
      unit="an epoch here"
      title="About how long an epoch takes on this machine"
    >
      <Delta value={delta !== null && Math.abs(delta) < 1 ? null : delta} show={roughly} />
    </Figure>
  );
});

const DRAWER = 'strip-drawer';
const titles = { problems: 'Problems', summary: 'Summary', code: 'Code' } as const;
const Problems = later(() => import('../problems/Problems').then((module) => module.Problems));
const CodeDrawer = later(() => import('../code/CodeDrawer').then((module) => module.CodeDrawer));
const SummaryTable = later(() => import('../summary/SummaryTable').then((module) => module.SummaryTable));

const Drawers = observer(function Drawers() {
  const { documents, ui } = useApp();
  const { diagnostics } = documents.compiled;
  const { errors, warnings, advice } = countProblems(diagnostics);
  const tone = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'none';
  return (
    <div className={styles.drawers}>
      <span className="visually-hidden" role="status">
        {countText(diagnostics) ?? 'No problems'}
      </span>
      <DrawerButton drawer="problems" tone={tone}>
        <TriangleAlert size={14} aria-hidden="true" />
        <span className={styles.drawerName}>Problems</span>
        <span className={styles.badge}>{errors + warnings}</span>
        {advice > 0 && (
          <span className={styles.advice} title={`${advice} of advice`}>
            +{advice}
          </span>
        )}
      </DrawerButton>
      <DrawerButton drawer="summary" tone="none">
        <ListTree size={14} aria-hidden="true" />
        <span className={styles.drawerName}>Summary</span>
      </DrawerButton>
      <DrawerButton drawer="code" tone="none">
        <Code size={14} aria-hidden="true" />
        <span className={styles.drawerName}>Code</span>
      </DrawerButton>
      {ui.drawer !== null && <OpenDrawer drawer={ui.drawer} />}
    </div>
  );
});

const DrawerButton = observer(function DrawerButton(props: {
  readonly drawer: Drawer;
  readonly tone: 'error' | 'warning' | 'none';
  readonly children: ReactNode;
}) {
  const { drawer, tone, children } = props;
  const { ui } = useApp();
  const open = ui.drawer === drawer;
  return (
    <button
      type="button"
      {...anchor(`${drawer} button`)}
      className={styles.drawerButton}
      data-tone={tone}
      aria-expanded={open}
      aria-controls={open ? DRAWER : undefined}
      onClick={() => ui.toggleDrawer(drawer)}
    >
      {children}
    </button>
  );
});

function OpenDrawer({ drawer }: { readonly drawer: Drawer }) {
  const { ui } = useApp();
  const title = titles[drawer];
  return (
    <section
      id={DRAWER}
      className={styles.drawer}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') ui.closeDrawer();
      }}
    >
      <header className={styles.drawerHeader}>
        <h2>{title}</h2>
        <button type="button" aria-label={`Close ${title}`} onClick={() => ui.closeDrawer()}>
          <X size={15} />
        </button>
      </header>
      {/* Scrolled by keyboard too, so it takes the focus. */}
      <div className={styles.drawerBody} tabIndex={0} role="group" aria-label={title}>
        {drawer === 'problems' && <Problems />}
        {drawer === 'summary' && <SummaryTable />}
        {drawer === 'code' && <CodeDrawer />}
      </div>
    </section>
  );
}
