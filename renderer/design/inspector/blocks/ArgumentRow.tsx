import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { countsItself } from '../../../../shared/graph/block-arguments';
import type { BlockNode, DefinitionParam, ParamValue } from '../../../../shared/graph/document';
import { holdsExpression, isValue } from '../../../../shared/graph/literals';
import { inSentence } from '../../../../shared/schema/in-sentence';
import { NumberField } from '../../../components/NumberField';
import { Toggle } from '../../../components/Toggle';
import { Tooltip } from '../../../components/Tooltip';
import { useApp } from '../../../document/app-context';
import { FormulaField, FormulaToggle } from '../fields/FormulaField';
import { valuesText } from '../fields/formula-text';
import { TypedField } from '../../../components/fields/TypedField';
import type { Gesture } from '../../../components/use-gesture';
import { copiesOf } from './copies';
import styles from '../inspector.module.css';

/** One of a block's own parameters, with the field that its default asks for; a list or an expression gives each copy its own. */
export const ArgumentRow = observer(function ArgumentRow(props: {
  readonly node: BlockNode;
  readonly param: DefinitionParam;
  readonly gesture: Gesture;
}) {
  const { node, param, gesture } = props;
  const { documents } = useApp();
  const [wanted, setWanted] = useState(false);
  const { name, default: usual } = param;
  const label = param.label ?? name;
  const given = Object.hasOwn(node.args, name);
  const value: ParamValue = given ? node.args[name] : usual;
  const written = holdsExpression(value) || Array.isArray(value);
  /** Where there is something to speak of, or several copies to tell apart. */
  const canBe = documents.scope !== null || countsItself(node);
  const formula = written || (canBe && wanted);
  const names = countsItself(node)
    ? [...new Set([...documents.expressionNames, 'i'])]
    : documents.expressionNames;
  const results = written ? copiesOf(documents, node).map(({ values }) => values[name]) : [];
  const help = `${param.help ?? 'A parameter of the block.'} In expressions it is called ${name}.`;

  const change = (next: ParamValue): void => {
    documents.transact(
      `Change ${inSentence(label)} of ${node.name}`,
      [{ edit: 'setBlock', ...documents.within, id: node.id, args: { [name]: next } }],
      gesture.id(name),
    );
  };

  return (
    <div className={styles.row}>
      <Tooltip side="left" text={help}>
        <span className={styles.label}>{label}</span>
      </Tooltip>
      <div className={styles.withFormula} data-formula={canBe || written}>
        {formula ? (
          <FormulaField
            label={label}
            description={help}
            value={value}
            names={names}
            lists={countsItself(node)}
            result={written ? valuesText(results) : null}
            onStart={() => gesture.renew()}
            onChange={change}
          />
        ) : (
          <Plain param={param} label={label} help={help} value={value} gesture={gesture} onChange={change} />
        )}
        {(canBe || written) && (
          <FormulaToggle
            label={label}
            on={formula}
            onToggle={() => {
              setWanted(!formula);
              gesture.renew();
              if (written) change(results[0] ?? usual);
            }}
          />
        )}
      </div>
    </div>
  );
});

function Plain(props: {
  readonly param: DefinitionParam;
  readonly label: string;
  readonly help: string;
  readonly value: ParamValue;
  readonly gesture: Gesture;
  readonly onChange: (value: ParamValue) => void;
}) {
  const { param, label, help, gesture, onChange } = props;
  const value = isValue(props.value) ? props.value : param.default;
  if (typeof param.default === 'boolean') {
    return <Toggle label={label} description={help} checked={value === true} onChange={onChange} />;
  }
  if (typeof param.default === 'number') {
    return (
      <NumberField
        label={label}
        description={help}
        value={typeof value === 'number' ? value : param.default}
        min={param.min}
        max={param.max}
        live
        onStart={() => gesture.renew()}
        onChange={onChange}
      />
    );
  }
  return (
    <TypedField
      label={label}
      description={help}
      value={String(value)}
      show={(text) => text}
      read={(text) => ({ value: text })}
      onStart={() => gesture.renew()}
      onChange={onChange}
    />
  );
}
