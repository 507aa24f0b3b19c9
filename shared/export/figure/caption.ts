/** What is written below a part. */
export interface Caption {
  readonly lines: readonly { readonly text: string; readonly strong: boolean }[];
  readonly width: number;
  readonly operationWidth: number;
  readonly operationLines: number;
}
