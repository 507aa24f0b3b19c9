/** What a step did to the network, in words: for those who don't see it happen. */
import type { ConvDocument, GraphNode } from '../../shared/graph/document';
import { exactly, plural } from '../format/numbers';

export interface Moment {
  readonly document: ConvDocument;
  /** Trainable ones. */
  readonly parameters: number;
}

export type StepKind = 'done' | 'undone' | 'redone';

/** More names than this are counted instead of read. */
const MOST_NAMES = 3;

const namesOf = (nodes: readonly GraphNode[]): string =>
  nodes.length > MOST_NAMES ? plural(nodes.length, 'layer') : listed(nodes.map(({ name }) => name));

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function missingIn(other: ConvDocument, nodes: readonly GraphNode[]): readonly GraphNode[] {
  const there = new Set(other.nodes.map(({ id }) => id));
  return nodes.filter(({ id }) => !there.has(id));
}

/** " after pool1", where one layer came and one stands before it. */
function place(added: readonly GraphNode[], { nodes, edges }: ConvDocument): string {
  const [first, ...others] = added;
  if (first === undefined || others.length > 0) return '';
  const sources = edges.filter(({ target }) => target === first.id).map(({ source }) => source);
  const names = nodes.filter(({ id }) => sources.includes(id));
  return names.length === 0 ? '' : ` after ${namesOf(names)}`;
}

/** "Added conv3 after pool1. 61,706 to 63,122 parameters." Undone steps say their name first. */
export function describeStep(kind: StepKind, label: string, before: Moment, after: Moment): string {
  const added = missingIn(before.document, after.document.nodes);
  const removed = missingIn(after.document, before.document.nodes);
  const what = [
    ...(added.length > 0 ? [`Added ${namesOf(added)}${place(added, after.document)}`] : []),
    ...(removed.length > 0 ? [`Removed ${namesOf(removed)}`] : []),
  ];
  const sentences =
    kind === 'done' ? (what.length > 0 ? what : [label]) : [`${words[kind]}: ${label}`, ...what];
  const [from, to] = [before.parameters, after.parameters];
  const cost = from === to ? [] : [`${exactly(from)} to ${exactly(to)} parameters`];
  return [...sentences, ...cost].map((sentence) => `${sentence}.`).join(' ');
}

const words = { undone: 'Undone', redone: 'Redone' } as const;
