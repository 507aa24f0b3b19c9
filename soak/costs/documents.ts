/**
 * Small texts that ask for much work: documents within every limit of the format whose copies, joins, expressions, ports,
 * names and sizes are meant to be dear to whatever walks them. The same number gives the same document.
 */
import { type ConvDocument, emptyDocument } from '../../shared/graph/document';
import { randomFrom } from '../openings/random';
import { blockArguments } from './families/arguments';
import { copies } from './families/copies';
import { expressions } from './families/expressions';
import type { Family, Sizes } from './families/family';
import { joins } from './families/joins';
import { keys } from './families/keys';
import { known } from './families/known';
import { large } from './families/large';
import { names } from './families/names';
import { nesting } from './families/nesting';
import { passing } from './families/passing';
import { ports } from './families/ports';
import { sizes } from './families/sizes';

export interface CostlyDocument {
  /** What it is dear in. */
  readonly kind: string;
  readonly document: ConvDocument;
}

const families: Readonly<Record<string, Family>> = {
  nesting,
  copies,
  arguments: blockArguments,
  expressions,
  joins,
  large,
  ports,
  passing,
  names,
  keys,
  sizes,
  known,
};
const kinds = Object.keys(families);

/** `share`: how much of the dearest is asked for, 0 to 1. */
export function costlyDocument(index: number, share = 1): CostlyDocument {
  const random: Sizes = { ...randomFrom(index), share };
  const kind = kinds[index % kinds.length] ?? '';
  return { kind, document: { ...emptyDocument(`Document ${index}`), ...families[kind]?.(random) } };
}
