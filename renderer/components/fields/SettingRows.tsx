import { type Fields, helpAt, type ParamsOf, valueProblem } from '../../../shared/schema/fields';
import { inSentence } from '../../../shared/schema/in-sentence';
import { FormRow } from './FormRow';
import { ParamField } from './ParamField';

interface SettingRowsProps<F extends Fields> {
  readonly fields: F;
  readonly values: ParamsOf<F>;
  /** Of a limit: what there is to choose from. */
  readonly range?: { readonly min: number; readonly max: number };
  /** `label` says it for Undo: "Change learning rate". */
  readonly onChange: (label: string, change: Partial<ParamsOf<F>>) => void;
}

/** A row for each setting that its description shows: name, control, and what the present value means. */
export function SettingRows<F extends Fields>({ fields, values, range, onChange }: SettingRowsProps<F>) {
  return Object.entries(fields)
    .filter(([, field]) => field.when?.(values) !== false)
    .map(([name, field]) => {
      const value = values[name];
      const help = helpAt(field, value);
      return (
        <FormRow key={name} label={field.label} help={help}>
          <ParamField
            field={field}
            label={field.label}
            value={value}
            description={help}
            live={false}
            range={range}
            validate={(next) => valueProblem(field, next)}
            onStart={() => undefined}
            onChange={(next) => onChange(`Change ${inSentence(field.label)}`, changed(name, next))}
          />
        </FormRow>
      );
    });
}

/** The widget of a field gives values of the field's type. */
const changed = <F extends Fields>(name: keyof F, value: unknown) =>
  ({ [name]: value }) as Partial<ParamsOf<F>>;
