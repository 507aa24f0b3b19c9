/** What the app writes and has written, to be changed and opened again. */
import { readFile } from 'node:fs/promises';
import { createHistoryKeeper } from '../../renderer/stores/history-drafts';
import { encodeDraft } from '../../renderer/stores/drafts';
import { serializeBlock } from '../../shared/format/block-file';
import { serializeDocument } from '../../shared/format/document-format';
import { startHistory, transact } from '../../shared/graph/history';
import { findTemplate } from '../../templates';
import type { ConvDocument } from '../../shared/graph/document';
import { sampleFile, sampleRun } from '../desktop/sample-model';

/** A row of the host's store. */
export interface Draft {
  readonly key: string;
  readonly bytes: Uint8Array;
}

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

const version1 = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(`shared/format/fixtures/model-v1-${name}.cnn`));

async function draftsOf(document: ConvDocument): Promise<Draft[]> {
  const rows = new Map<string, Uint8Array>();
  const keeper = createHistoryKeeper({
    write: (key, bytes) => Promise.resolve(void rows.set(key, bytes)),
    drop: () => Promise.resolve(),
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
  rows.set('run/window/document/run1', await version1('stopped'));
  return [...rows].map(([key, bytes]) => ({ key, bytes }));
}

export async function makeCorpus(): Promise<Corpus> {
  const lenet = template('lenet5');
  const withBlocks = template('resnet18');
  const second = { values: 10, id: 'run2', name: 'Run 2' };
  const models = [
    sampleFile(lenet, [sampleRun(lenet, 3, { values: 50 }), sampleRun(lenet, 2, second)]),
    sampleFile(withBlocks, [sampleRun(withBlocks, 4, { values: 10, state: 'finished' })]),
    await version1('finished'),
    await version1('stopped'),
  ];
  return {
    documents: [lenet, withBlocks, template('googlenet')].map(serializeDocument),
    models,
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
