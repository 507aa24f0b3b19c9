/** A definition's own parameters: added, changed, renamed wherever they are spoken of, and removed where they are not. */
import { functions } from '../layers/support/expression';
import { namesIn, renameIn } from '../layers/support/expression-names';
import { need } from './definitions';
import {
  isBlock,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type DefinitionParam,
  type GraphNode,
} from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { editsTo } from './edits-to';
import { expressionsOf, mapExpressions } from './node-expressions';
import { withGraph } from './scope';
import { graphsOf } from './instances';

/** Why a parameter can't have this name, in a sentence; null where it can. */
export function parameterNameProblem(definition: Definition, name: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return `“${name}” can't be a parameter: its name is a word of letters, digits and “_” that begins with no digit.`;
  }
  if (name === 'i') return '“i” is the index of the copy, in every block: choose another name.';
  if (name === 'true' || name === 'false' || Object.hasOwn(functions, name) || name in {}) {
    return `“${name}” has a meaning in expressions: choose another name.`;
  }
  if (definition.params.some((param) => param.name === name))
    return `“${definition.name}” already has a parameter “${name}”.`;
  return null;
}

export function addParameter(
  document: ConvDocument,
  id: DefinitionId,
  param: DefinitionParam,
): readonly Edit[] {
  const definition = need(document, id);
  const problem = parameterNameProblem(definition, param.name);
  if (problem !== null) throw new EditError(problem);
  return [
    { edit: 'setDefinition', id, definition: { ...definition, params: [...definition.params, param] } },
  ];
}

/** All but its name: `renameParameter` is for that. A label, help or limit that is undefined goes. */
export function changeParameter(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  change: { readonly [K in keyof Omit<DefinitionParam, 'name'>]?: DefinitionParam[K] | undefined },
): readonly Edit[] {
  const definition = need(document, id);
  const params = definition.params.map((param) => {
    if (param.name !== name) return param;
    const { label, help, min, max, ...rest } = { ...param, ...change };
    return {
      ...rest,
      default: change.default ?? param.default,
      ...(label !== undefined && { label }),
      ...(help !== undefined && { help }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    };
  });
  return [{ edit: 'setDefinition', id, definition: { ...definition, params } }];
}

/** In the definition, in the expressions inside it, and in the arguments of all blocks that stand for it. */
export function renameParameter(
  document: ConvDocument,
  id: DefinitionId,
  from: string,
  to: string,
): readonly Edit[] {
  if (from === to) return [];
  const definition = need(document, id);
  needParameter(definition, from);
  const problem = parameterNameProblem(definition, to);
  if (problem !== null) throw new EditError(problem);
  const renamed: Definition = {
    ...definition,
    params: definition.params.map((param) => (param.name === from ? { ...param, name: to } : param)),
    nodes: definition.nodes.map((node) =>
      mapExpressions(node, (expression) => {
        const expr = renameIn(expression.expr, from, to);
        return expr === expression.expr ? expression : { ...expression, expr };
      }),
    ),
  };
  const own = { ...document, definitions: { ...document.definitions, [id]: renamed } };
  const after = inUsers(own, id, (args) =>
    Object.fromEntries(Object.entries(args).map(([name, value]) => [name === from ? to : name, value])),
  );
  return editsTo(document, after);
}

/** Where a parameter is spoken of inside its definition: “conv1 (filters)”. */
export function parameterUses(definition: Definition, name: string): readonly string[] {
  return definition.nodes.flatMap((node) =>
    expressionsOf(node)
      .filter(({ source }) => namesIn(source).includes(name))
      .map((place) => `${node.name} (${place.name})`),
  );
}

/** Why it can't be removed, in a sentence that says where it is used; null where it can. */
export function removeParameterRefusal(definition: Definition, name: string): string | null {
  const [first, ...others] = [...new Set(parameterUses(definition, name))];
  if (first === undefined) return null;
  const more =
    others.length === 0 ? '' : ` and in ${others.length} more ${others.length === 1 ? 'place' : 'places'}`;
  return `“${name}” is used in ${first}${more}: write a value there first.`;
}

/** Throws `EditError` where it is used. Blocks that set it lose that argument. */
export function removeParameter(document: ConvDocument, id: DefinitionId, name: string): readonly Edit[] {
  const definition = need(document, id);
  needParameter(definition, name);
  const refusal = removeParameterRefusal(definition, name);
  if (refusal !== null) throw new EditError(refusal);
  const params = definition.params.filter((param) => param.name !== name);
  const own = {
    ...document,
    definitions: { ...document.definitions, [id]: { ...definition, params } },
  };
  const after = inUsers(own, id, (args) =>
    Object.fromEntries(Object.entries(args).filter(([arg]) => arg !== name)),
  );
  return editsTo(document, after);
}

/** Another order in the forms. */
export function moveParameter(
  document: ConvDocument,
  id: DefinitionId,
  name: string,
  to: number,
): readonly Edit[] {
  const definition = need(document, id);
  const param = needParameter(definition, name);
  const params = definition.params.filter((other) => other !== param);
  params.splice(Math.max(0, Math.min(to, params.length)), 0, param);
  return [{ edit: 'setDefinition', id, definition: { ...definition, params } }];
}

function needParameter(definition: Definition, name: string): DefinitionParam {
  const param = definition.params.find((entry) => entry.name === name);
  if (!param) throw new EditError(`“${definition.name}” has no parameter “${name}”.`);
  return param;
}

/** Other arguments for all blocks that stand for a definition; what does not change keeps its identity. */
function inUsers(
  document: ConvDocument,
  id: DefinitionId,
  change: (args: GraphNode['params']) => GraphNode['params'],
): ConvDocument {
  return graphsOf(document).reduce((now, { scope, graph }) => {
    if (!graph.nodes.some((node) => isBlock(node) && node.definition === id)) return now;
    const nodes = graph.nodes.map((node) =>
      isBlock(node) && node.definition === id ? { ...node, args: change(node.args) } : node,
    );
    return withGraph(now, scope, { nodes });
  }, document);
}
