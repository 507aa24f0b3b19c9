/** What every widget of the form gets. The form knows no layer, only fields. */
export interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  /** What it means, for those who can't hover. */
  readonly description: string;
  /** Why a value can't be taken, in a sentence; null where it can. */
  readonly validate: (value: unknown) => string | null;
  readonly onChange: (value: T) => void;
  /** A new burst of typing begins: what follows belongs to one undo step. */
  readonly onStart: () => void;
  /** The field is that of several layers whose values differ. */
  readonly mixed?: boolean;
  /** Each of those back to its own value. */
  readonly onRevert?: () => void;
  /** Numbers are taken while they are typed, not only once the field is left. */
  readonly live?: boolean;
}
