import { CornerDownRight, Equal, Minus, Move, PencilLine, Plus } from 'lucide-react';
import type { RowKind } from '../../../shared/compiler/compare/compare';

const icons: Readonly<Record<RowKind, typeof Plus>> = {
  same: Equal,
  moved: Move,
  affected: CornerDownRight,
  changed: PencilLine,
  added: Plus,
  removed: Minus,
};

/** The word stands beside it. */
export function KindIcon({ kind }: { readonly kind: RowKind }) {
  const Icon = icons[kind];
  return <Icon size={13} strokeWidth={2.2} aria-hidden="true" />;
}
