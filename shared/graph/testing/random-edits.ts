/**
 * Random edits on a document, from a table with a row for every kind that there is: a new kind must get one. Most can be
 * made; some are what a careless caller might try, and must be refused whole.
 */
import type { Chance } from '../../engine/testing/chance';
import { layers } from '../../layers/index';
import type { Field } from '../../schema/fields';
import { findLayer } from '../../layers/index';
import type { Change } from '../change';
import { connectionRefusal } from '../connect';
import {
  appendAfter,
  detach,
  detachAll,
  insertOnEdge,
  newNode,
  prependBefore,
  removeAndHeal,
} from '../create';
import {
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type Edge,
  type GraphNode,
  type Placement,
} from '../document';
import { dissolveBlock, dissolveBlockRefusal } from '../dissolve-block';
import type { Edit } from '../edit';
import { changeGroup, foldGroup, joinGroup, leaveGroups, makeGroup, removeGroup } from '../groups';
import { joinCards, joinRefusal, takeApart } from '../join-cards';
import { makeBlock, makeBlockRefusal } from '../make-block';
import { addNote, changeNote, removeNote } from '../notes';
import { inputPorts, outputPorts } from '../ports';
import { replaceType } from '../replace-type';
import { graphIn } from '../scope';

/** Null where the document holds nothing that it could be done to. */
export type Draw = (document: ConvDocument, chance: Chance) => Change | null;

/** Documents stay so small that thousands of edits run in seconds. */
const MOST_NODES = 40;

interface Where {
  readonly scope: DefinitionId | undefined;
  readonly own: { readonly scope?: DefinitionId };
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}

function where(document: ConvDocument, chance: Chance): Where {
  const ids = Object.keys(document.definitions);
  const scope = chance.happens(0.3) ? chance.pick(ids) : undefined;
  const { nodes, edges } = graphIn(document, scope);
  return { scope, own: scope === undefined ? {} : { scope }, nodes, edges };
}

const names = ['conv', 'Résumé', '  two words ', '層', 'a"b\\c', '</script>', ' '] as const;
const text = (chance: Chance): string => `${chance.pick(names) ?? ''}${chance.below(100)}`;
/** Longer than a file may hold, now and then. */
const label = (chance: Chance): string => (chance.happens(0.05) ? 'x'.repeat(1_001) : text(chance));

function placement(chance: Chance): Placement {
  const at = { x: chance.between(1, 4_000), y: chance.fraction() * 4_000 };
  if (chance.happens(0.02)) return { ...at, x: chance.pick([NaN, Infinity, 1e9]) ?? 0 };
  if (chance.happens(0.1)) return { ...at, apart: true };
  return chance.happens(0.2) ? { ...at, collapsed: chance.happens(0.5) } : at;
}

function valueOf({ widget, default: fallback }: Field<unknown>, chance: Chance): unknown {
  // What no widget would give, and no file may hold.
  if (chance.happens(0.04)) return chance.pick([-3, NaN, 'nonsense', null, [], { expr: 'i + 1' }]);
  switch (widget.kind) {
    case 'integer':
      return chance.between(widget.min ?? 1, Math.min(widget.max ?? 64, (widget.min ?? 1) + 63));
    case 'number':
      return chance.pick([fallback, widget.min ?? 0, Math.min(widget.max ?? 1, (widget.min ?? 0) + 0.5)]);
    case 'share':
      return chance.pick([widget.min, widget.max, chance.fraction()]);
    case 'limit':
      return chance.pick([null, widget.first]);
    case 'pair':
      return [0, 1].map(() => chance.between(widget.min, Math.min(widget.max, widget.min + 4)));
    case 'toggle':
      return chance.happens(0.5);
    case 'choice':
      return chance.pick(widget.options.map(({ value }) => value));
    case 'padding':
      return chance.pick(['valid', 'same', [0, 1, 2, 3]]);
    case 'shape':
      return [chance.between(1, 64), chance.between(1, 64), chance.between(1, 8)];
    case 'numbers':
      return [chance.fraction(), 1];
    case 'names':
      return ['cat', text(chance)];
    case 'text':
      return text(chance);
  }
}

function newLayer(document: ConvDocument, chance: Chance, scope: DefinitionId | undefined): GraphNode | null {
  const { nodes } = graphIn(document, scope);
  const layer = chance.pick(layers.filter(({ role }) => role !== 'block'));
  if (!layer || nodes.length >= MOST_NODES) return null;
  const node = newNode(document, layer, {}, scope);
  return chance.happens(0.04) ? { ...node, id: chance.pick(['toString', 'a/b', '', node.id]) ?? '' } : node;
}

function newBlock(document: ConvDocument, chance: Chance): BlockNode | null {
  const layer = layers.find(({ role }) => role === 'block');
  const definition = chance.pick(Object.keys(document.definitions));
  if (!layer || definition === undefined || document.nodes.length >= MOST_NODES) return null;
  const { id, name } = newNode(document, layer);
  return { id, name, type: 'Block', params: {}, definition, args: {}, repeat: chance.between(1, 3) };
}

function newDefinition(document: ConvDocument, chance: Chance): Definition {
  const node = newLayer({ ...document, nodes: [] }, chance, undefined);
  const inner = node ?? document.nodes[0];
  const nodes = inner === undefined || isBlock(inner) ? [] : [inner];
  const ports = nodes.map(({ id, type }) => {
    const made = findLayer(type)?.ports({}).inputs ?? [];
    return { name: 'in', node: id, port: 'variadic' in made ? `${made.variadic}:0` : (made[0] ?? 'in') };
  });
  const lost = chance.happens(0.05) ? [{ name: 'out', node: 'gone', port: 'out' }] : [];
  return {
    name: label(chance),
    params: [{ name: 'width', default: chance.between(1, 8) }],
    nodes,
    edges: [],
    inputs: ports,
    outputs: [...nodes.map(({ id }) => ({ name: 'out', node: id, port: 'out' })), ...lost],
  };
}

/** A row for each kind of `Edit`: the type sees to that. */
export const editTable: Readonly<Record<Edit['edit'], Draw>> = {
  addNode: (document, chance) => {
    const { scope, own } = where(document, chance);
    const block = chance.happens(0.15) ? newBlock(document, chance) : null;
    if (block !== null) return [{ edit: 'addNode', node: block, at: placement(chance) }];
    const node = newLayer(document, chance, scope);
    return node && [{ edit: 'addNode', ...own, node, ...(chance.happens(0.7) && { at: placement(chance) }) }];
  },
  removeNodes: (document, chance) => {
    const { own, nodes } = where(document, chance);
    const ids = nodes.filter(() => chance.happens(2 / Math.max(2, nodes.length))).map(({ id }) => id);
    return ids.length === 0 ? null : [{ edit: 'removeNodes', ...own, ids }];
  },
  setParams: (document, chance) => {
    const { own, nodes } = where(document, chance);
    const node = chance.pick(
      nodes.filter((each) => Object.keys(findLayer(each.type)?.params ?? {}).length > 0),
    );
    const [name, field] = chance.pick(Object.entries(findLayer(node?.type ?? '')?.params ?? {})) ?? [];
    if (!node || name === undefined || field === undefined) return null;
    return [{ edit: 'setParams', ...own, id: node.id, params: { [name]: valueOf(field, chance) } }];
  },
  renameNode: (document, chance) => {
    const { own, nodes } = where(document, chance);
    const node = chance.pick(nodes);
    return node ? [{ edit: 'renameNode', ...own, id: node.id, name: label(chance) }] : null;
  },
  setWhen: (document, chance) => {
    const id = chance.pick(Object.keys(document.definitions));
    const node = id === undefined ? undefined : chance.pick(document.definitions[id]?.nodes ?? []);
    if (id === undefined || node === undefined) return null;
    const when = chance.happens(0.3) ? null : { expr: chance.happens(0.05) ? '' : `i == ${chance.below(3)}` };
    return [{ edit: 'setWhen', scope: id, id: node.id, when }];
  },
  setBlock: (document, chance) => {
    const { own, nodes } = where(document, chance);
    const node = chance.pick(nodes.filter(isBlock));
    const definition = chance.pick(Object.keys(document.definitions));
    if (!node) return null;
    const repeat = chance.pick([0, 1, 2, 3, 1.5, -1], (each) => (each >= 0 && each % 1 === 0 ? 9 : 1));
    const change = chance.pick([{ repeat }, { args: { width: chance.between(1, 8) } }, { definition }]);
    return [{ edit: 'setBlock', ...own, id: node.id, ...change }];
  },
  connect: (document, chance) => {
    const { scope, own, nodes } = where(document, chance);
    const options = scope === undefined ? {} : { scope };
    const source = chance.pick(nodes.filter((node) => outputPorts(document, node, options).length > 0));
    if (!source) return null;
    const sourcePort = chance.pick(outputPorts(document, source, options)) ?? 'out';
    const edges = nodes.flatMap((target) =>
      inputPorts(document, target, options).map((targetPort): Edge => {
        return { source: source.id, sourcePort, target: target.id, targetPort };
      }),
    );
    const legal = edges.filter((edge) => connectionRefusal(document, edge, options) === null);
    const edge = chance.pick(chance.happens(0.05) ? edges : legal);
    return edge ? [{ edit: 'connect', ...own, edge }] : null;
  },
  disconnect: (document, chance) => {
    const { own, edges } = where(document, chance);
    const edge = chance.pick(edges);
    return edge ? [{ edit: 'disconnect', ...own, edge }] : null;
  },
  place: (document, chance) => {
    const { own, nodes } = where(document, chance);
    const some = nodes.filter(() => chance.happens(3 / Math.max(3, nodes.length)));
    const layout = Object.fromEntries(some.map(({ id }) => [id, placement(chance)]));
    return some.length === 0 ? null : [{ edit: 'place', ...own, layout }];
  },
  setDefinition: (document, chance) => {
    const ids = Object.keys(document.definitions);
    const id = chance.pick(ids);
    if (id !== undefined && (ids.length > 4 || chance.happens(0.3))) {
      return [{ edit: 'setDefinition', id, definition: null }];
    }
    return [
      { edit: 'setDefinition', id: `block${chance.below(8)}`, definition: newDefinition(document, chance) },
    ];
  },
  setGroups: (document, chance) => {
    const nodes = document.nodes.filter(() => chance.happens(0.3)).map(({ id }) => id);
    const group = { id: `group${chance.below(50)}`, title: label(chance), color: '#2f5bea', nodes };
    return [{ edit: 'setGroups', groups: [...document.groups.slice(-3), group] }];
  },
  setNotes: (document, chance) => {
    const { x, y } = placement(chance);
    const note = { id: `note${chance.below(50)}`, text: text(chance), x, y, width: chance.between(0, 400) };
    return [{ edit: 'setNotes', notes: [...document.notes.slice(-3), note] }];
  },
  setDismissed: (document, chance) => {
    const node = chance.pick(document.nodes)?.id;
    const dismissal = {
      code: 'bias-before-norm',
      ...(chance.happens(0.7) && node !== undefined && { node }),
    };
    return [{ edit: 'setDismissed', dismissed: [...(document.dismissed ?? []).slice(-3), dismissal] }];
  },
  setInfo: (_, chance) => [
    { edit: 'setInfo', ...(chance.happens(0.5) ? { name: label(chance) } : { description: text(chance) }) },
  ],
  setData: (_, chance) => {
    const validation = chance.pick([0, 0.1, 0.5, 0.95]);
    const data = chance.pick([
      { dataset: 'fashion-mnist' },
      { fit: 'resize' as const },
      { fit: 'crop' as const },
      { validation },
    ]);
    return data ? [{ edit: 'setData', data }] : null;
  },
  setTraining: (_, chance) => {
    const batchSize = chance.pick([1, 32, 64, 0.5]);
    const training = chance.pick([
      { learningRate: chance.fraction() },
      { batchSize },
      { optimizer: 'adamw' as const, weightDecay: chance.fraction() },
      { seed: chance.below(9) },
    ]);
    return training ? [{ edit: 'setTraining', training }] : null;
  },
};

const withNode =
  (edits: (document: ConvDocument, node: GraphNode, chance: Chance, at: Where) => Change | null): Draw =>
  (document, chance) => {
    const at = where(document, chance);
    const node = chance.pick(at.nodes);
    return node ? edits(document, node, chance, at) : null;
  };

/** The gestures, by the names of the functions that say what they do. */
export const gestureTable: Readonly<Record<string, Draw>> = {
  insertOnEdge: (document, chance) => {
    const { scope, edges } = where(document, chance);
    const edge = chance.pick(edges);
    const node = newLayer(document, chance, scope);
    return edge && node ? insertOnEdge(document, edge, node, placement(chance), scope) : null;
  },
  appendAfter: withNode((document, after, chance, { scope }) => {
    const node = newLayer(document, chance, scope);
    return node && appendAfter(document, after.id, node, placement(chance), scope);
  }),
  prependBefore: withNode((document, before, chance, { scope }) => {
    const node = newLayer(document, chance, scope);
    return node && prependBefore(document, before.id, node, placement(chance), scope);
  }),
  detach: withNode((document, { id }, _, { scope }) => detach(document, id, scope)),
  removeAndHeal: withNode((document, { id }, chance, { scope, nodes }) => {
    const other = chance.pick(nodes);
    return removeAndHeal(document, [...new Set([id, other?.id ?? id])], scope);
  }),
  detachAll: withNode((document, { id }, chance, { scope, nodes }) => {
    const other = chance.pick(nodes);
    return detachAll(document, [...new Set([id, other?.id ?? id])], scope);
  }),
  replaceType: withNode((document, { id }, chance, { scope }) => {
    const layer = chance.pick(layers.filter(({ role }) => role !== 'block'));
    return layer ? replaceType(document, id, layer, {}, scope) : null;
  }),
  joinCards: (document, chance) => {
    const { scope, nodes } = where(document, chance);
    const joints = nodes.flatMap((above) =>
      nodes.map(({ id }) => ({ above: above.id, below: id, coming: 'below' as const })),
    );
    const joint = chance.pick(joints.filter((each) => joinRefusal(document, each, scope) === null));
    const any = chance.pick(joints);
    const tried = chance.happens(0.1) ? any : joint;
    return tried ? joinCards(document, tried, scope) : null;
  },
  takeApart: withNode((document, { id }, chance, { scope, nodes, edges }) => {
    const inner = chance.pick(nodes.filter((node) => edges.some(({ target }) => target === node.id)));
    return takeApart(document, inner?.id ?? id, placement(chance), scope);
  }),
  makeGroup: (document, chance) => {
    const ids = document.nodes.filter(() => chance.happens(0.3)).map(({ id }) => id);
    return ids.length === 0 || document.groups.length > 5 ? null : makeGroup(document, ids).edits;
  },
  joinGroup: (document, chance) => {
    const [group, node] = [chance.pick(document.groups), chance.pick(document.nodes)];
    return group && node ? joinGroup(document, group.id, [node.id]) : null;
  },
  leaveGroups: (document, chance) => {
    const node = chance.pick(document.groups.flatMap(({ nodes }) => nodes));
    return node === undefined ? null : leaveGroups(document, [node]);
  },
  changeGroup: (document, chance) => {
    const group = chance.pick(document.groups);
    return group ? changeGroup(document, group.id, { title: label(chance), color: null }) : null;
  },
  foldGroup: (document, chance) => {
    const group = chance.pick(document.groups);
    return group ? foldGroup(document, group.id, group.collapsed !== true) : null;
  },
  removeGroup: (document, chance) => {
    const group = chance.pick(document.groups);
    return group ? removeGroup(document, group.id) : null;
  },
  addNote: (document, chance) => {
    const { x, y } = placement(chance);
    return document.notes.length > 5 ? null : addNote(document, { text: text(chance), x, y }).edits;
  },
  changeNote: (document, chance) => {
    const note = chance.pick(document.notes);
    return note ? changeNote(document, note.id, { text: text(chance), width: chance.between(0, 400) }) : null;
  },
  removeNote: (document, chance) => {
    const note = chance.pick(document.notes);
    return note ? removeNote(document, note.id) : null;
  },
  makeBlock: withNode((document, { id }, chance, { scope, nodes, edges }) => {
    const fed = edges.filter(({ source }) => source === id).map(({ target }) => target);
    const others = chance.happens(0.7) ? fed : nodes.filter(() => chance.happens(0.2)).map((node) => node.id);
    const ids = [...new Set([id, ...others])];
    return Object.keys(document.definitions).length > 8 || makeBlockRefusal(document, ids, scope) !== null
      ? null
      : makeBlock(document, ids, { ...(scope !== undefined && { scope }) });
  }),
  dissolveBlock: (document, chance) => {
    const { scope, nodes } = where(document, chance);
    const block = chance.pick(nodes.filter(isBlock));
    if (!block || nodes.length >= MOST_NODES || dissolveBlockRefusal(document, block.id, scope) !== null)
      return null;
    return dissolveBlock(document, block.id, scope);
  },
};
