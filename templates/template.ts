import type { ConvDocument } from '../shared/graph/document';

export interface Template {
  /** For the command line: `template:lenet5`. torchvision's name where it has the network. */
  readonly name: string;
  readonly title: string;
  readonly year: number;
  /** One sentence for a student. */
  readonly summary: string;
  readonly reference: string;
  readonly document: ConvDocument;
}
