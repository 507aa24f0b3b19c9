/**
 * Edits are data, and `applyEdits` is the one place where they change a document. A fix that a diagnostic
 * offers is a list of edits; so is every gesture.
 */
import type {
  DataSettings,
  Definition,
  DefinitionId,
  Dismissal,
  Edge,
  Expression,
  GraphNode,
  NodeId,
  Note,
  ParamValue,
  Placement,
  TrainingSettings,
  VisualGroup,
} from './document';

/** Which graph an edit means: the document's own where left out, else that of a definition. */
interface InGraph {
  readonly scope?: DefinitionId;
}

export type Edit =
  | (InGraph & { readonly edit: 'addNode'; readonly node: GraphNode; readonly at?: Placement })
  /** Removes the nodes, their edges, placements and group memberships. */
  | (InGraph & { readonly edit: 'removeNodes'; readonly ids: readonly NodeId[] })
  | (InGraph & {
      readonly edit: 'setParams';
      readonly id: NodeId;
      readonly params: Readonly<Record<string, ParamValue>>;
    })
  | (InGraph & { readonly edit: 'renameNode'; readonly id: NodeId; readonly name: string })
  /** Inside a definition: where the expression is false, the node passes its first input through. Null: it is always there. */
  | (InGraph & { readonly edit: 'setWhen'; readonly id: NodeId; readonly when: Expression | null })
  /** Block nodes: definition, args (null takes one out, so that the default holds) or repeat. */
  | (InGraph & {
      readonly edit: 'setBlock';
      readonly id: NodeId;
      readonly definition?: DefinitionId;
      readonly args?: Readonly<Record<string, ParamValue>>;
      readonly repeat?: number | Expression;
    })
  | (InGraph & { readonly edit: 'connect'; readonly edge: Edge })
  | (InGraph & { readonly edit: 'disconnect'; readonly edge: Edge })
  | (InGraph & { readonly edit: 'place'; readonly layout: Readonly<Record<NodeId, Placement>> })
  | { readonly edit: 'setDefinition'; readonly id: DefinitionId; readonly definition: Definition | null }
  | { readonly edit: 'setGroups'; readonly groups: readonly VisualGroup[] }
  | { readonly edit: 'setNotes'; readonly notes: readonly Note[] }
  | { readonly edit: 'setDismissed'; readonly dismissed: readonly Dismissal[] }
  | { readonly edit: 'setInfo'; readonly name?: string; readonly description?: string }
  | { readonly edit: 'setData'; readonly data: Partial<DataSettings> }
  | { readonly edit: 'setTraining'; readonly training: Partial<TrainingSettings> };
