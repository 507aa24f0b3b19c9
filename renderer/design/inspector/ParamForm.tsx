import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { GraphNode, ParamValue } from '../../../shared/graph/document';
import { holdsExpression } from '../../../shared/graph/literals';
import type { Layer } from '../../../shared/layers/define';
import { parseParams, type Field, type ParamProblem, valueProblem } from '../../../shared/schema/fields';
import { inSentence } from '../../../shared/schema/in-sentence';
import { useApp } from '../../document/app-context';
import { valuesByCopy } from './blocks/by-copy';
import { WhenRow } from './blocks/WhenRow';
import { describe, FieldRow, sameValue } from './fields/FieldRow';
import { valuesText } from './fields/formula-text';
import { FormulaField, FormulaToggle } from './fields/FormulaField';
import { ParamField } from '../../components/fields/ParamField';
import { type Gesture, useGesture } from '../../components/use-gesture';
import styles from './inspector.module.css';

/** A layer's parameters, as its own file describes them. Inside of a block each may be an expression. */
export const ParamForm = observer(function ParamForm(props: {
  readonly node: GraphNode;
  readonly layer: Layer;
}) {
  const { node, layer } = props;
  const { documents } = useApp();
  const gesture = useGesture();
  // As they are in the copy that is shown, where the compiler has them.
  const {
    params,
    problems,
  }: { params: Readonly<Record<string, unknown>>; problems: readonly ParamProblem[] } = parseParams(
    layer.params,
    documents.layer(node.id)?.params ?? node.params,
  );
  const shown = Object.entries(layer.params).filter(([, field]) => field.when?.(params) !== false);
  if (shown.length === 0 && documents.scope === null) return null;
  return (
    <div className={styles.form} role="group" aria-label="Parameters">
      {shown.map(([name, field]) => (
        <ParamRow
          key={name}
          node={node}
          name={name}
          field={field}
          value={params[name]}
          problem={problems.find(({ param }) => param === name)?.message ?? null}
          gesture={gesture}
        />
      ))}
      {documents.scope !== null && <WhenRow node={node} gesture={gesture} />}
    </div>
  );
});

const sides = ['top', 'bottom', 'left', 'right'];
const axes = ['height', 'width'];

const ParamRow = observer(function ParamRow(props: {
  readonly node: GraphNode;
  readonly name: string;
  readonly field: Field<unknown>;
  /** In the copy that is shown. */
  readonly value: unknown;
  readonly problem: string | null;
  readonly gesture: Gesture;
}) {
  const { node, name, field, value, problem, gesture } = props;
  const { documents } = useApp();
  const [wanted, setWanted] = useState(false);
  const raw: ParamValue = Object.hasOwn(node.params, name) ? node.params[name] : field.default;
  const written = holdsExpression(raw);
  const inside = documents.scope !== null;
  const formula = written || (inside && wanted);
  const description = describe(field);
  const { widget } = field;

  const change = (next: ParamValue): void => {
    documents.transact(
      `Change ${inSentence(field.label)} of ${node.name}`,
      [{ edit: 'setParams', ...documents.within, id: node.id, params: { [name]: next } }],
      gesture.id(name),
    );
  };
  const toggle = (): void => {
    if (!formula) setWanted(true);
    else {
      setWanted(false);
      gesture.renew();
      if (written) change(value);
    }
  };

  return (
    <FieldRow
      field={field}
      isDefault={sameValue(raw, field.default)}
      onReset={() => {
        gesture.renew();
        setWanted(false);
        change(field.default);
      }}
    >
      <div className={styles.withFormula} data-formula={inside || written}>
        {formula ? (
          <FormulaField
            label={field.label}
            description={description}
            value={raw}
            parts={widget.kind === 'pair' ? axes : widget.kind === 'padding' ? sides : undefined}
            names={documents.expressionNames}
            words={widget.kind === 'choice' ? widget.options.map((option) => option.value) : undefined}
            result={written ? valuesText(valuesByCopy(documents, node.id, name)) : null}
            onStart={() => gesture.renew()}
            onChange={change}
          />
        ) : (
          <ParamField
            field={field}
            narrow={inside}
            label={field.label}
            value={value}
            description={description}
            validate={(next) => valueProblem(field, next)}
            onStart={() => gesture.renew()}
            onChange={change}
          />
        )}
        {(inside || written) && <FormulaToggle label={field.label} on={formula} onToggle={toggle} />}
      </div>
      {field.elsewhere !== undefined && problem === null && (
        <p className={styles.elsewhere}>{field.elsewhere(value)}</p>
      )}
      {problem !== null && <p className={styles.wrong}>{problem}</p>}
    </FieldRow>
  );
});
