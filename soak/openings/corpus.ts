/** What the app writes, to be changed and opened again. */
import { createHistoryKeeper } from '../../renderer/stores/history-drafts';
import { encodeDraft } from '../../renderer/stores/drafts';
import { serializeBlock } from '../../shared/format/block-file';
import { serializeDocument } from '../../shared/format/document-format';
import { writeModel } from '../../shared/format/model-file';
import { startHistory, transact } from '../../shared/graph/history';
import { findTemplate } from '../../templates';
import type { ConvDocument } from '../../shared/graph/document';
import type { Draft } from '../../shared/protocol/host';
import { sampleModel } from '../desktop/sample-model';

export interface Corpus {
  readonly documents: readonly string[];
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
  rows.set('run/window/document/run1', writeModel(sampleModel(document, 7, 50)));
  return [...rows].map(([key, bytes]) => ({ key, bytes, savedAt: '2026-01-01T00:00:00.000Z' }));
}

export async function makeCorpus(): Promise<Corpus> {
  const lenet = template('lenet5');
  const withBlocks = template('resnet18');
  const models = [sampleModel(lenet, 3, 50), { ...sampleModel(withBlocks, 4, 10), checkpoint: null }];
  return {
    documents: [lenet, withBlocks, template('googlenet')].map(serializeDocument),
    models: models.map(writeModel),
    blocks: Object.entries(withBlocks.definitions).map(([, definition]) =>
      serializeBlock({ name: definition.name, definition, definitions: withBlocks.definitions }),
    ),
    drafts: await draftsOf(lenet),
    recents: JSON.stringify([
      { path: '/data/a.cnn', openedAt: '2026-01-01T00:00:00.000Z', handle: 'x' },
      { path: '/data/b.cnn.json', openedAt: '2026-01-02T00:00:00.000Z', handle: 'y' },
    ]),
  };
}
