import type { ConvDocument } from '../shared/graph/document';

interface About {
  /** For the command line: `template:lenet5`. torchvision's name where it has the network. */
  readonly name: string;
  readonly title: string;
  /** Of its publication; null for a drawing that nobody published. */
  readonly year: number | null;
  /** One sentence for a student. */
  readonly summary: string;
  /** What it taught the field, in one or two sentences. */
  readonly lesson: string;
  readonly reference: string;
}
export interface Template extends About {
  readonly document: ConvDocument;
}

/** Where a network agrees with another program's: what its description ends with. `torchvision’s resnet18` */
export const sameAs = (whose: string): string => `the same layers and parameter count as ${whose}.`;

/** Drawn when it is first asked for: nobody opens fifty networks at once. */
export function template(about: About, draw: () => ConvDocument): Template {
  let drawn: ConvDocument | null = null;
  return {
    ...about,
    get document() {
      drawn ??= draw();
      return drawn;
    },
  };
}
