import { observer } from 'mobx-react-lite';
import { firstTwelve, templates } from '../../../templates';
import { useApp } from '../../document/app-context';
import { comparison, nearestTo, type Measured } from './compare';
import { ScalePlot, type Dot } from './ScalePlot';
import { templateFacts } from './template-facts';
import styles from './gallery.module.css';

interface ScaleProps {
  readonly lit: string | null;
  /** Those that a search found; null where nothing is asked for. */
  readonly found: ReadonlySet<string> | null;
  readonly onHover: (name: string | null) => void;
  readonly onChoose: (name: string) => void;
}

const LONGEST = 22;
const short = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

/** All networks by size and cost, and the user's own among them. */
export const Scale = observer(function Scale({ lit, found, onHover, onChoose }: ScaleProps) {
  const { documents } = useApp();
  const { trainable: parameters, macs } = documents.compiled.totals;
  const own: Measured = { title: documents.document.name, parameters, macs };
  // A logarithm needs something to count.
  const counted = parameters > 0 && macs > 0;

  const dots = templates.flatMap((template): Dot[] => {
    const facts = templateFacts.of(template);
    const { name, title } = template;
    return facts === undefined
      ? []
      : [
          {
            name,
            title,
            parameters: facts.parameters,
            macs: facts.macs,
            first: firstTwelve.includes(template),
          },
        ];
  });
  // Axes that grow with each point would jump.
  const complete = dots.length === templates.length;
  const nearest = complete && counted ? nearestTo(own, dots) : null;
  return (
    <aside className={styles.scale} aria-label="Size and cost">
      <div className={styles.head}>
        <h3 className={styles.heading}>Size and cost</h3>
        <ul className={styles.legend}>
          <li data-kind="first">the twelve</li>
          <li data-kind="own">yours</li>
        </ul>
      </div>
      <ScalePlot
        dots={complete ? dots : []}
        own={counted ? { ...own, title: `Yours: ${short(own.title)}` } : null}
        lit={lit}
        found={found}
        onHover={onHover}
        onChoose={onChoose}
      />
      <p className={styles.caption}>
        {!counted
          ? 'Your network takes its place here as soon as it has parameters.'
          : nearest === null
            ? 'Counting…'
            : comparison(own, nearest)}
      </p>
    </aside>
  );
});
