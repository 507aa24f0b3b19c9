import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { findTransform, isRandom, stepProblem } from '../../shared/data/pipeline';
import { transforms } from '../../shared/data/transforms/list';
import type { PipelineStep } from '../../shared/graph/document';
import { defaultsOf, parseParams } from '../../shared/schema/fields';
import { IconButton } from '../components/IconButton';
import { Select } from '../components/Select';
import { SettingRows } from '../components/fields/SettingRows';
import { useApp } from '../document/app-context';
import styles from './data.module.css';

const offered = transforms
  .filter(({ automatic }) => !automatic)
  .map(({ type, title, random }) => ({
    value: type,
    label: title,
    group: random ? 'At random, in training only' : 'Always',
  }))
  .sort((a, b) => b.group.localeCompare(a.group) || a.label.localeCompare(b.label));

/** The steps that a picture takes before fit and scaling, in their order. */
export const PipelineSteps = observer(function PipelineSteps() {
  const { documents } = useApp();
  const steps = documents.document.data.pipeline;
  const set = (label: string, pipeline: readonly PipelineStep[]): void => {
    documents.transact(label, [{ edit: 'setData', data: { pipeline } }]);
  };
  const title = ({ type }: PipelineStep): string => findTransform(type)?.title ?? type;
  const add = (type: string): void => {
    const transform = findTransform(type);
    if (transform === undefined) return;
    set(`Add ${transform.title}`, [...steps, { type, params: defaultsOf(transform.params) }]);
  };
  const move = (from: number, to: number): void => {
    const step = steps[from];
    if (step === undefined) return;
    const others = steps.filter((_, place) => place !== from);
    set(`Move ${title(step)}`, [...others.slice(0, to), step, ...others.slice(to)]);
  };

  return (
    <>
      <h3 className={styles.heading}>First, in this order</h3>
      {steps.length === 0 && (
        <p className={styles.quiet}>No steps: a picture is brought to the input as it is.</p>
      )}
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          // A step has no name of its own: where it stands is what tells it from others.
          <li key={place} className={styles.step}>
            <div className={styles.stepHead}>
              <b>{title(step)}</b>
              {isRandom(step) && <span className={styles.tag}>in training only</span>}
              <IconButton
                label={`Move ${title(step)} up`}
                refusal={place === 0 ? 'it is the first' : null}
                onClick={() => move(place, place - 1)}
              >
                <ChevronUp size={14} aria-hidden="true" />
              </IconButton>
              <IconButton
                label={`Move ${title(step)} down`}
                refusal={place === steps.length - 1 ? 'it is the last' : null}
                onClick={() => move(place, place + 1)}
              >
                <ChevronDown size={14} aria-hidden="true" />
              </IconButton>
              <IconButton
                label={`Remove ${title(step)}`}
                onClick={() =>
                  set(
                    `Remove ${title(step)}`,
                    steps.filter((_, other) => other !== place),
                  )
                }
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </div>
            <StepSettings
              step={step}
              onChange={(label, params) =>
                set(
                  label,
                  steps.map((each, other) => (other === place ? { ...each, params } : each)),
                )
              }
            />
          </li>
        ))}
      </ol>
      <Select label="Add a step" value="" placeholder="Add a step…" options={offered} onChange={add} />
    </>
  );
});

function StepSettings({
  step,
  onChange,
}: {
  readonly step: PipelineStep;
  readonly onChange: (label: string, params: PipelineStep['params']) => void;
}) {
  const transform = findTransform(step.type);
  const problem = stepProblem(step);
  return (
    <>
      {transform !== undefined && <p className={styles.quiet}>{transform.help}</p>}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {transform !== undefined && (
        <SettingRows
          fields={transform.params}
          values={parseParams(transform.params, step.params).params}
          onChange={(label, change) => onChange(label, { ...step.params, ...change })}
        />
      )}
    </>
  );
}
