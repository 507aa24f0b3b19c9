/** What the app writes, to be changed and opened again. */
import { createHistoryKeeper } from '../../renderer/stores/history-drafts';
import { encodeDraft } from '../../renderer/stores/drafts';
import { serializeBlock } from '../../shared/format/block-file';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { writeModel } from '../../shared/format/model-file';
import { startHistory, transact } from '../../shared/graph/history';
import { findTemplate } from '../../templates';
import type { ConvDocument } from '../../shared/graph/document';
import type { Draft } from '../../shared/protocol/host';
import type { Model } from '../../shared/engine/run';
import { sampleModel } from '../desktop/sample-model';

export interface Corpus {
  readonly documents: readonly string[];
  /** Trained networks, each with a checkpoint, and as files; of the last the run is finished. */
  readonly trained: readonly Model[];
  readonly models: readonly Uint8Array[];
  readonly blocks: readonly string[];
  readonly drafts: readonly Draft[];
  readonly recents: string;
}

const template = (name: string): ConvDocument => {
  const found = findTemplate(name);
  if (found === undefined) throw new Error(`There is no template ${name}.`);
  return found.document;
};

/** The same network with few channels: its weights are not what is looked at. */
function slim(document: ConvDocument): ConvDocument {
  const few = (key: string, value: unknown): unknown => {
    if (key === 'shape' && Array.isArray(value)) return [32, 32, value[2]];
    return ['filters', 'units', 'width'].includes(key) && typeof value === 'number'
      ? Math.min(value, 4)
      : value;
  };
  return parseDocument(JSON.stringify(document, few));
}

async function draftsOf(document: ConvDocument): Promise<Draft[]> {
  const rows = new Map<string, Uint8Array>();
  const keeper = createHistoryKeeper({
    writeDraft: (key, bytes) => Promise.resolve(void rows.set(key, bytes)),
    dropDraft: () => Promise.resolve(),
  });
  let history = startHistory(document);
  for (const name of ['a', 'b', 'c']) {
    history = transact(history, `Call it ${name}`, [{ edit: 'setInfo', name }], undefined, 1_700_000_000_000);
  }
  const place = keeper.keep('window', 'document', history, document);
  await Promise.resolve();
  rows.set(
    'document/window/document',
    encodeDraft({
      name: 'LeNet-5',
      file: { name: 'LeNet-5.cnn.json', handle: 'a handle', version: null },
      edits: 3,
      unsaved: true,
      selectedRun: 'run1',
      document: serializeDocument(history.document),
      moved: new Map([['run1', new Map([['C1', 'block1/C1']])]]),
      history: place,
    }),
  );
  rows.set('run/window/document/run1', writeModel(sampleModel(document, 7)));
  return [...rows].map(([key, bytes]) => ({ key, bytes, savedAt: '2026-01-01T00:00:00.000Z' }));
}

export async function makeCorpus(): Promise<Corpus> {
  const lenet = template('lenet5');
  const withBlocks = template('resnet18');
  const trained = [sampleModel(slim(lenet), 3), sampleModel(slim(withBlocks), 4)];
  const finished = trained.map((model) => ({ ...model, checkpoint: null })).slice(1);
  return {
    documents: [lenet, withBlocks, template('googlenet')].map(serializeDocument),
    trained,
    models: [...trained.slice(0, 1), ...finished].map(writeModel),
    blocks: Object.entries(withBlocks.definitions).map(([, definition]) =>
      serializeBlock({ name: definition.name, definition, definitions: withBlocks.definitions }),
    ),
    drafts: await draftsOf(slim(lenet)),
    recents: JSON.stringify([
      { path: '/data/a.cnn', openedAt: '2026-01-01T00:00:00.000Z', handle: 'x' },
      { path: '/data/b.cnn.json', openedAt: '2026-01-02T00:00:00.000Z', handle: 'y' },
    ]),
  };
}
