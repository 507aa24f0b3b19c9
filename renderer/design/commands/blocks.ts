/** Making blocks of layers, and layers of blocks. */
import { newNode } from '../../../shared/graph/create';
import { readingOf } from '../../../shared/drawing/reading';
import { isBlock, type BlockNode, type NodeId } from '../../../shared/graph/document';
import { makeBlock, makeBlockRefusal } from '../../../shared/graph/make-block';
import { layers } from '../../../shared/layers';
import { tidy } from '../canvas/tidy';
import { fetchLater } from '../../components/fetch-later';
import { plural } from '../../format/numbers';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

/** The first sight of the window does without: it is fetched with the rest. */
const dissolving = () => import('../../../shared/graph/dissolve-block');
fetchLater(dissolving);

const blockLayer = layers.find(({ role }) => role === 'block');

const inDesign = ({ ui }: AppStore): true | string =>
  ui.workspace === 'design' || 'Blocks are made in the Design workspace.';

function selectedBlock({ documents }: AppStore): BlockNode | null {
  const { selected } = documents;
  return selected !== null && isBlock(selected) ? selected : null;
}

function makeBlockOfSelection({ documents, ui }: AppStore): void {
  const ids = [...documents.selection];
  const made: { block?: NodeId } = {};
  const done = documents.attempt(`Make a block of ${plural(ids.length, 'layer')}`, (document) => {
    // Its first name is its node's; the name field, which is asked for next, names both.
    const name = blockLayer && newNode(document, blockLayer, {}, documents.scope).name;
    const change = makeBlock(document, ids, {
      scope: documents.scope,
      ...(name !== undefined && { name }),
    });
    made.block = change.block;
    return change;
  });
  if (!done || made.block === undefined) return;
  documents.select([made.block]);
  // The field is there once the inspector shows the new block.
  setTimeout(() => ui.focusName());
}

async function dissolveSelected(app: AppStore): Promise<void> {
  const { documents } = app;
  const { dissolveBlock } = await dissolving();
  const block = selectedBlock(app);
  if (block === null) return;
  let nodes: readonly NodeId[] = [];
  const done = documents.attempt(`Dissolve ${block.name}`, (document) => {
    const dissolved = dissolveBlock(document, block.id, documents.scope);
    nodes = dissolved.nodes;
    return dissolved;
  });
  if (done) documents.select(nodes);
}

async function expandEverything(app: AppStore): Promise<void> {
  const { documents } = app;
  const { dissolveAll } = await dissolving();
  const gesture = `expand everything ${documents.revision}`;
  if (!documents.attempt('Expand everything', dissolveAll, gesture)) return;
  documents.select([]);
  // What becomes of several blocks in one card has no place yet.
  await tidy(app, readingOf(documents.document), null, gesture);
}

export const blockCommands: readonly Command[] = [
  {
    id: 'edit.makeBlock',
    title: ({ documents }) =>
      documents.selection.size > 1
        ? `Make a block of ${plural(documents.selection.size, 'layer')}`
        : 'Make a block',
    group: 'Edit',
    shortcut: 'Mod+G',
    keywords: 'group collapse repeat module subnetwork selection',
    enabled: (app) => {
      const { documents } = app;
      const here = inDesign(app);
      if (here !== true) return here;
      return makeBlockRefusal(documents.document, [...documents.selection], documents.scope) ?? true;
    },
    run: makeBlockOfSelection,
  },
  {
    id: 'edit.dissolveBlock',
    title: (app) => `Dissolve ${selectedBlock(app)?.name ?? 'the block'}`,
    group: 'Edit',
    shortcut: 'Mod+Shift+G',
    keywords: 'ungroup expand unroll flatten inline block',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      return selectedBlock(app) !== null || 'Select a block to dissolve it into its layers.';
    },
    run: (app) => void dissolveSelected(app),
  },
  {
    id: 'edit.dissolveAll',
    title: 'Expand everything',
    group: 'Edit',
    keywords: 'dissolve all blocks flatten unroll ungroup',
    enabled: ({ documents }) =>
      documents.document.nodes.some(isBlock) || 'There are no blocks in this network.',
    run: (app) => void expandEverything(app),
  },
];
