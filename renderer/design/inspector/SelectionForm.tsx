import { observer } from 'mobx-react-lite';
import { useRef } from 'react';
import type { GraphNode, ParamValue } from '../../../shared/graph/document';
import { holdsExpression } from '../../../shared/graph/literals';
import { parseParams } from '../../../shared/schema/fields';
import { inSentence } from '../../../shared/schema/in-sentence';
import { Button } from '../../components/Button';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { type CommonField, commonFields, type Member } from './common-fields';
import { describe, FieldRow, sameValue, valueText } from './fields/FieldRow';
import { ParamField } from '../../components/fields/ParamField';
import { type Gesture, useGesture } from '../../components/use-gesture';
import styles from './inspector.module.css';

const rawOf = ({ params }: GraphNode, { name, field }: CommonField): ParamValue =>
  Object.hasOwn(params, name) ? params[name] : field.default;

/** The parameters that all selected layers have: one edit sets them in all of them. */
export const SelectionForm = observer(function SelectionForm() {
  const { documents } = useApp();
  const gesture = useGesture();
  const members = [...documents.selection].flatMap((id): Member[] => {
    const node = documents.node(id);
    return node ? [{ node, params: documents.layer(id)?.params ?? node.params }] : [];
  });
  const fields = commonFields(members);
  if (fields.length === 0) {
    return <p className={styles.hint}>These have no parameter in common.</p>;
  }
  const changed = fields.filter((common) =>
    members.some(({ node }) => !sameValue(rawOf(node, common), common.field.default)),
  );
  const resetAll = (): void => {
    const params = Object.fromEntries(fields.map(({ name, field }) => [name, field.default]));
    documents.transact(
      `Reset ${plural(members.length, 'layer')}`,
      members.map(({ node: { id } }) => ({ edit: 'setParams', ...documents.within, id, params })),
    );
  };
  return (
    <div className={styles.common}>
      <div className={styles.form} role="group" aria-label="Parameters in common">
        {fields.map((common) => (
          <CommonRow key={common.name} common={common} members={members} gesture={gesture} />
        ))}
      </div>
      {changed.length > 0 && (
        <Button className={styles.resetAll} onClick={resetAll}>
          Reset all to their defaults
        </Button>
      )}
    </div>
  );
});

const CommonRow = observer(function CommonRow(props: {
  readonly common: CommonField;
  readonly members: readonly Member[];
  readonly gesture: Gesture;
}) {
  const { common, members, gesture } = props;
  const { name, field, values } = common;
  const { documents } = useApp();
  const atStart = useRef<ReadonlyMap<string, ParamValue>>(new Map());
  const differing = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  const mixed = differing.length > 1;
  const raw = new Map(members.map(({ node }) => [node.id, rawOf(node, common)]));
  const hasExpression = [...raw.values()].some(holdsExpression);

  const set = (valueFor: (id: string) => ParamValue): void => {
    documents.transact(
      `Change ${inSentence(field.label)} of ${plural(members.length, 'layer')}`,
      members.map(({ node: { id } }) => ({
        edit: 'setParams',
        ...documents.within,
        id,
        params: { [name]: valueFor(id) },
      })),
      gesture.id(name),
    );
  };
  return (
    <FieldRow
      field={field}
      isDefault={[...raw.values()].every((value) => sameValue(value, field.default))}
      onReset={() => {
        gesture.renew();
        set(() => field.default);
      }}
    >
      <ParamField
        field={field}
        label={field.label}
        description={describe(field)}
        value={values[0]}
        mixed={mixed}
        validate={(next) =>
          common.fields
            .flatMap((each) => parseParams({ [name]: each }, { [name]: next }).problems)
            .map(({ message }) => message)[0] ?? null
        }
        onStart={() => {
          atStart.current = raw;
          gesture.renew();
        }}
        onRevert={() => set((id) => atStart.current.get(id) ?? field.default)}
        onChange={(next) => set(() => next)}
      />
      {mixed && (
        <p className={styles.mixed}>mixed: {differing.map((value) => valueText(field, value)).join(', ')}</p>
      )}
      {hasExpression && <p className={styles.mixed}>A value set here takes the place of an expression.</p>}
    </FieldRow>
  );
});
