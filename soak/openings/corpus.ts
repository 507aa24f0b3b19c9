/** What the app writes and has written, to be changed and opened again. */
import { readFile } from 'node:fs/promises';
import { createHistoryKeeper } from '../../renderer/document/history-drafts';
import { encodeDraft } from '../../renderer/document/drafts';
import { serializeBlock } from '../../shared/format/block-file';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';
import { startHistory, transact } from '../../shared/graph/history';
import { findTemplate } from '../../templates';
import type { ConvDocument } from '../../shared/graph/document';
import { type FilledModel, filledModel } from '../../shared/model/testing/filled-model';
import { sampleFile, sampleRun } from '../desktop/sample-model';

/** A row of the host's store. */
export interface Draft {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface Corpus {
  readonly documents: readonly string[];
  /** Trained networks, each with a checkpoint, and as files; of the last the run is finished. */
  readonly trained: readonly FilledModel[];
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
  const [one, two] = [slim(lenet), slim(withBlocks)];
  const models = [
    sampleFile(one, [sampleRun(one, 3), sampleRun(one, 2, { id: 'run2', name: 'Run 2' })]),
    sampleFile(two, [sampleRun(two, 4, { state: 'finished' })]),
    await version1('finished'),
    await version1('stopped'),
  ];
  return {
    documents: [lenet, withBlocks, template('googlenet')].map(serializeDocument),
    trained: [filledModel(one, 3), filledModel(two, 4)],
    models,
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
