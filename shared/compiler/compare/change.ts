/** What differs of a layer, a block or a setting, as it is shown. */
export interface Change {
  /** "Filters", "Name", "Input in:0" */
  readonly label: string;
  readonly from: string;
  readonly to: string;
}
