import { observer } from 'mobx-react-lite';
import type { GraphNode } from '../../../shared/graph/document';
import type { Layer } from '../../../shared/layers/define';
import { parseParams, type Field, type ParamProblem } from '../../../shared/layers/support/fields';
import { Tooltip } from '../../components/Tooltip';
import { useApp } from '../../stores/app-context';
import { ParamField } from './fields/ParamField';
import { useGesture } from './use-gesture';
import styles from './inspector.module.css';

/** A layer's parameters, as its own file describes them. */
export const ParamForm = observer(function ParamForm(props: {
  readonly node: GraphNode;
  readonly layer: Layer;
}) {
  const { node, layer } = props;
  const { documents } = useApp();
  const gesture = useGesture();
  const {
    params,
    problems,
  }: { params: Readonly<Record<string, unknown>>; problems: readonly ParamProblem[] } = parseParams(
    layer.params,
    node.params,
  );
  const shown = Object.entries(layer.params).filter(([, field]) => field.when?.(params) !== false);
  if (shown.length === 0) return null;
  return (
    <div className={styles.form} role="group" aria-label="Parameters">
      {shown.map(([name, field]) => {
        const wrong = problems.find(({ param }) => param === name);
        return (
          <Row key={name} field={field}>
            <ParamField
              field={field}
              label={field.label}
              value={params[name]}
              description={[field.help, alsoCalled(field)].join(' ').trim()}
              validate={(value) =>
                parseParams({ [name]: field }, { [name]: value }).problems[0]?.message ?? null
              }
              onStart={() => gesture.renew()}
              onChange={(value) =>
                documents.transact(
                  `Change ${field.label.toLowerCase()} of ${node.name}`,
                  [{ edit: 'setParams', ...documents.within, id: node.id, params: { [name]: value } }],
                  gesture.id(name),
                )
              }
            />
            {wrong !== undefined && <p className={styles.wrong}>{wrong.message}</p>}
          </Row>
        );
      })}
    </div>
  );
});

const alsoCalled = ({ alsoKnownAs = [] }: Field<unknown>): string =>
  alsoKnownAs.length > 0 ? `Elsewhere called ${alsoKnownAs.join(', ')}.` : '';

function Row({ field, children }: { readonly field: Field<unknown>; readonly children: React.ReactNode }) {
  const also = alsoCalled(field);
  return (
    <div className={styles.row}>
      <Tooltip
        side="left"
        text={
          <>
            {field.help}
            {also !== '' && <span className={styles.also}>{also}</span>}
          </>
        }
      >
        <span className={styles.label}>{field.label}</span>
      </Tooltip>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
