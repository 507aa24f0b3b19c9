/** Random gestures on blocks and on what they are made of. */
import type { Chance } from '../../engine/testing/chance';
import {
  addParameter,
  changeParameter,
  moveParameter,
  removeParameter,
  renameParameter,
} from '../definition-params';
import {
  connectInput,
  disconnectInput,
  moveInput,
  moveOutput,
  removeInput,
  removeOutput,
  renameInput,
  renameOutput,
  setOutput,
} from '../definition-ports';
import {
  portable,
  removeDefinition,
  renameDefinition,
  repeatBlock,
  separate,
  useDefinition,
} from '../definitions';
import { dissolveAll, dissolveBlock } from '../dissolve-block';
import { isBlock, type ConvDocument, type Definition, type DefinitionId } from '../document';
import type { Edit } from '../edit';
import { editsTo } from '../edits-to';
import { makeBlock } from '../make-block';
import { inputPorts, outputPorts } from '../ports';
import { findDefinition } from '../scope';
import type { Draw } from './random-edits';

type InDefinition = (
  document: ConvDocument,
  id: DefinitionId,
  definition: Definition,
  chance: Chance,
) => readonly Edit[] | null;

const within =
  (draw: InDefinition): Draw =>
  (document, chance) => {
    const id = chance.pick(Object.keys(document.definitions));
    const definition = id === undefined ? undefined : findDefinition(document, id);
    return id === undefined || definition === undefined ? null : draw(document, id, definition, chance);
  };

const word = (chance: Chance): string =>
  chance.pick(['width', 'depth', 'i', 'a b', `p${chance.below(20)}`]) ?? 'p';
const nameIn = (list: readonly { readonly name: string }[], chance: Chance): string | undefined =>
  chance.pick(list)?.name;

export const blockTable: Readonly<Record<string, Draw>> = {
  makeBlock: (document, chance) => {
    const begin = chance.pick(document.nodes);
    const next = document.edges.find(({ source }) => source === begin?.id)?.target;
    if (begin === undefined || Object.keys(document.definitions).length > 6) return null;
    return makeBlock(document, next === undefined ? [begin.id] : [begin.id, next]);
  },
  dissolveBlock: (document, chance) => {
    const block = chance.pick(document.nodes.filter(isBlock));
    return block && document.nodes.length < 40 ? dissolveBlock(document, block.id) : null;
  },
  dissolveAll: (document) =>
    document.nodes.length < 20 && document.nodes.some(isBlock) ? dissolveAll(document) : null,
  separate: (document, chance) => {
    const block = chance.pick(document.nodes.filter(isBlock));
    return block && Object.keys(document.definitions).length < 6 ? separate(document, block.id).edits : null;
  },
  repeatBlock: (document, chance) => {
    const block = chance.pick(document.nodes.filter(isBlock));
    return block ? repeatBlock(document, block.id, chance.between(1, 4)) : null;
  },
  useDefinition: within((document, id, _, chance) => {
    // As another file's block would come in: something like it may be here, but not the same to the letter.
    const other = portable(document, id);
    if (Object.keys(document.definitions).length > 6) return null;
    const definition = { ...other.definition, name: `Brought ${chance.below(999)}` };
    return useDefinition(document, { ...other, definition }).edits;
  }),
  renameDefinition: within((document, id, _, chance) =>
    renameDefinition(document, id, `Block ${chance.below(99)}`),
  ),
  removeDefinition: within((document, id) => removeDefinition(document, id)),
  addParameter: within((document, id, _, chance) =>
    addParameter(document, id, { name: word(chance), default: chance.between(1, 9) }),
  ),
  changeParameter: within((document, id, { params }, chance) => {
    const name = nameIn(params, chance);
    return name === undefined ? null : changeParameter(document, id, name, { default: chance.between(1, 9) });
  }),
  renameParameter: within((document, id, { params }, chance) => {
    const name = nameIn(params, chance);
    return name === undefined ? null : renameParameter(document, id, name, word(chance));
  }),
  removeParameter: within((document, id, { params }, chance) => {
    const name = nameIn(params, chance);
    return name === undefined ? null : removeParameter(document, id, name);
  }),
  moveParameter: within((document, id, { params }, chance) => {
    const name = nameIn(params, chance);
    return name === undefined ? null : moveParameter(document, id, name, chance.below(params.length));
  }),
  connectInput: within((document, id, { nodes }, chance) => {
    const node = chance.pick(nodes);
    const port = node && chance.pick(inputPorts(document, node, { scope: id }));
    return node && port ? connectInput(document, id, `in${chance.below(3)}`, node.id, port) : null;
  }),
  disconnectInput: within((document, id, { inputs }, chance) => {
    const input = chance.pick(inputs);
    return input ? disconnectInput(document, id, input.node, input.port) : null;
  }),
  removeInput: within((document, id, { inputs }, chance) => {
    const name = nameIn(inputs, chance);
    return name === undefined ? null : removeInput(document, id, name);
  }),
  renameInput: within((document, id, { inputs }, chance) => {
    const name = nameIn(inputs, chance);
    return name === undefined ? null : renameInput(document, id, name, word(chance));
  }),
  moveInput: within((document, id, { inputs }, chance) => {
    const name = nameIn(inputs, chance);
    return name === undefined ? null : moveInput(document, id, name, chance.below(inputs.length));
  }),
  setOutput: within((document, id, { nodes, outputs }, chance) => {
    const node = chance.pick(nodes);
    const port = node && chance.pick(outputPorts(document, node, { scope: id }));
    const name = nameIn(outputs, chance) ?? 'out';
    return node && port ? setOutput(document, id, name, node.id, port) : null;
  }),
  removeOutput: within((document, id, { outputs }, chance) => {
    const name = nameIn(outputs, chance);
    return name === undefined ? null : removeOutput(document, id, name);
  }),
  renameOutput: within((document, id, { outputs }, chance) => {
    const name = nameIn(outputs, chance);
    return name === undefined ? null : renameOutput(document, id, name, word(chance));
  }),
  moveOutput: within((document, id, { outputs }, chance) => {
    const name = nameIn(outputs, chance);
    return name === undefined ? null : moveOutput(document, id, name, chance.below(outputs.length));
  }),
  // What leads from a document to another one: here, to the same with its first layer renamed.
  editsTo: (document, chance) => {
    const [first, ...rest] = document.nodes;
    if (first === undefined) return null;
    return editsTo(document, {
      ...document,
      nodes: [{ ...first, name: `first ${chance.below(99)}` }, ...rest],
    });
  },
};
