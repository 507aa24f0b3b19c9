import { Plus, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import {
  addParameter,
  changeParameter,
  parameterNameProblem,
  removeParameter,
  removeParameterRefusal,
  renameParameter,
} from '../../../../shared/graph/definition-params';
import type { Definition, DefinitionId, DefinitionParam } from '../../../../shared/graph/document';
import { freeName } from '../../../../shared/graph/free-name';
import { IconButton } from '../../../components/IconButton';
import { NumberField } from '../../../components/NumberField';
import { Segmented } from '../../../components/Segmented';
import { Toggle } from '../../../components/Toggle';
import { useApp } from '../../../document/app-context';
import { TypedField } from '../../../components/fields/TypedField';
import { type Gesture, useGesture } from '../../../components/use-gesture';
import styles from './blocks.module.css';

const kinds = [
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'On/off' },
  { value: 'string', label: 'Text' },
] as const;
type Kind = (typeof kinds)[number]['value'];
const firstDefaults: Readonly<Record<Kind, DefinitionParam['default']>> = {
  number: 64,
  boolean: false,
  string: 'relu',
};

/** A block's own parameters: each block that stands for it sets them, and expressions inside speak of them. */
export const DefinitionParams = observer(function DefinitionParams(props: {
  readonly id: DefinitionId;
  readonly definition: Definition;
}) {
  const { id, definition } = props;
  const { documents } = useApp();
  const gesture = useGesture();
  const add = (): void => {
    const name = freeName('width', (each) => definition.params.some((param) => param.name === each));
    documents.attempt(`Add the parameter ${name}`, (document) =>
      addParameter(document, id, { name, default: firstDefaults.number }),
    );
  };
  return (
    <section className={styles.section} aria-label="Parameters of the block">
      <h3 className={styles.heading}>
        Parameters
        <IconButton label="Add a parameter" onClick={add}>
          <Plus size={15} />
        </IconButton>
      </h3>
      {definition.params.length === 0 && (
        <p className={styles.none}>
          None yet. With one, each block says for itself how wide or how deep it is, and layers inside use its
          name in expressions.
        </p>
      )}
      <ul className={styles.params}>
        {definition.params.map((param, index) => (
          <Param key={index} id={id} definition={definition} param={param} gesture={gesture} />
        ))}
      </ul>
    </section>
  );
});

const Param = observer(function Param(props: {
  readonly id: DefinitionId;
  readonly definition: Definition;
  readonly param: DefinitionParam;
  readonly gesture: Gesture;
}) {
  const { id, definition, param, gesture } = props;
  const { documents } = useApp();
  const [renaming, setRenaming] = useState<string | null>(null);
  const { name, label = '', help = '' } = param;
  const refusal = removeParameterRefusal(definition, name);
  const problem = renaming === null || renaming === name ? null : parameterNameProblem(definition, renaming);

  const change = (what: string, changes: Parameters<typeof changeParameter>[3]): void => {
    documents.attempt(
      `Change the parameter ${name}`,
      (document) => changeParameter(document, id, name, changes),
      gesture.id(`${name}/${what}`),
    );
  };
  const kindOf = (value: DefinitionParam['default']): Kind =>
    typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';

  return (
    <li className={styles.param}>
      <label className={styles.field}>
        Name
        <input
          className={styles.input}
          aria-label={`Name of the parameter ${name}`}
          aria-invalid={problem !== null}
          spellCheck={false}
          value={renaming ?? name}
          onChange={(event) => setRenaming(event.target.value)}
          onBlur={() => {
            const next = renaming?.trim() ?? name;
            setRenaming(null);
            if (next === name || parameterNameProblem(definition, next) !== null) return;
            documents.attempt(`Rename the parameter ${name} to ${next}`, (document) =>
              renameParameter(document, id, name, next),
            );
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setRenaming(null);
          }}
        />
      </label>
      <span className={styles.field}>
        <span>Default</span>
        <Default
          param={param}
          gesture={gesture}
          onChange={(value) => change('default', { default: value })}
        />
      </span>
      <span className={styles.remove}>
        <IconButton
          label={`Remove ${name}`}
          refusal={refusal}
          onClick={() =>
            documents.attempt(`Remove the parameter ${name}`, (document) =>
              removeParameter(document, id, name),
            )
          }
        >
          <X size={14} />
        </IconButton>
      </span>
      <details className={styles.more}>
        <summary>{label === '' ? 'Label, help and kind' : label}</summary>
        <div className={styles.moreFields}>
          <span className={styles.field}>
            <span>Label</span>
            <TypedField
              label={`Label of ${name}`}
              value={label}
              placeholder={name}
              show={(text) => text}
              read={(text) => ({ value: text.slice(0, 60) })}
              onStart={() => gesture.renew()}
              onChange={(text) => change('label', { label: text === '' ? undefined : text })}
            />
          </span>
          <span className={styles.field}>
            <span>Help</span>
            <TypedField
              label={`Help of ${name}`}
              value={help}
              placeholder="What it sets, in a sentence"
              show={(text) => text}
              read={(text) => ({ value: text.slice(0, 300) })}
              onStart={() => gesture.renew()}
              onChange={(text) => change('help', { help: text === '' ? undefined : text })}
            />
          </span>
          <span className={styles.field}>
            <span>Kind</span>
            <Segmented
              label={`Kind of ${name}`}
              value={kindOf(param.default)}
              options={kinds}
              onChange={(kind) => {
                gesture.renew();
                if (kind !== kindOf(param.default)) change('kind', { default: firstDefaults[kind] });
              }}
            />
          </span>
        </div>
      </details>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </li>
  );
});

function Default(props: {
  readonly param: DefinitionParam;
  readonly gesture: Gesture;
  readonly onChange: (value: DefinitionParam['default']) => void;
}) {
  const { param, gesture, onChange } = props;
  const label = `Default of ${param.name}`;
  const value = param.default;
  if (typeof value === 'boolean') {
    return <Toggle label={label} description="" checked={value} onChange={onChange} />;
  }
  if (typeof value === 'number') {
    return (
      <NumberField label={label} value={value} live onStart={() => gesture.renew()} onChange={onChange} />
    );
  }
  return (
    <TypedField
      label={label}
      value={value}
      show={(text) => text}
      read={(text) => ({ value: text })}
      onStart={() => gesture.renew()}
      onChange={onChange}
    />
  );
}
