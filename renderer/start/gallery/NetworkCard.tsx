import { observer } from 'mobx-react-lite';
import type { Ref } from 'react';
import type { Template } from '../../../templates';
import { compact, macs as macsOf, macsInFull, parametersInFull } from '../../format/numbers';
import { shapeText } from '../../format/shape';
import { useApp } from '../../document/app-context';
import { ArchitectureFigure } from './ArchitectureFigure';
import { templateFacts } from './template-facts';
import styles from './gallery.module.css';

interface NetworkCardProps {
  readonly template: Template;
  /** Its place in the course. */
  readonly lecture: number | null;
  readonly active: boolean;
  readonly lit: boolean;
  /** Arrow keys move between the cards; Tab stops at one of them only. */
  readonly reachable: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onOpen: (template: Template) => void;
  readonly onFocus: (template: Template) => void;
  readonly onHover: (template: Template | null) => void;
}

const LARGE = 1_000_000;

/** Its text is there at once; figure and numbers come into room that is kept for them. */
export const NetworkCard = observer(function NetworkCard(props: NetworkCardProps) {
  const { template, lecture, active, lit, reachable, ref, onOpen, onFocus, onHover } = props;
  const { ui } = useApp();
  const { name, title, year, lesson, reference } = template;
  const facts = templateFacts.of(template);
  const cost = facts && macsOf(facts.macs);
  return (
    <button
      ref={ref}
      type="button"
      className={styles.card}
      data-template={name}
      data-active={active}
      data-lit={lit}
      tabIndex={reachable ? 0 : -1}
      title={reference}
      onClick={() => onOpen(template)}
      onFocus={() => onFocus(template)}
      onPointerEnter={() => onHover(template)}
      onPointerLeave={() => onHover(null)}
    >
      <span className={styles.preview} data-ready={facts !== undefined}>
        <ArchitectureFigure figure={facts?.figure} />
      </span>
      <span className={styles.cardHead}>
        {lecture !== null && (
          <span className={styles.lecture} aria-hidden="true">
            {lecture}
          </span>
        )}
        <span className={styles.cardTitle}>{title}</span>
        <span className={styles.year}>{year}</span>
      </span>
      <span className={styles.numbers} data-ready={facts !== undefined}>
        <Figure
          value={facts && compact(facts.parameters, LARGE)}
          unit="parameters"
          title={facts && parametersInFull(facts.parameters, facts.nonTrainable)}
        />
        <Figure value={cost?.value} unit={cost?.unit ?? 'MACs'} title={facts && macsInFull(facts.macs)} />
        <Figure value={facts && shapeText(facts.input, ui.notation)} unit="input" />
      </span>
      <span className={styles.lesson}>{lesson.replaceAll(' %', '\u00a0%')}</span>
      <span className={styles.reference}>{reference}</span>
    </button>
  );
});

function Figure(props: { readonly value?: string; readonly unit: string; readonly title?: string }) {
  const { value, unit, title } = props;
  return (
    <span className={styles.number} title={title}>
      <span className={styles.value}>{value ?? '\u00a0'}</span> <span className={styles.unit}>{unit}</span>
    </span>
  );
}
