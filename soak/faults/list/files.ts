/** What is saved and opened: archives, versions, runs, work in progress. */
import type { FaultGroup } from '../fault';

const modelTest = 'shared/format/model-file.test.ts';
const zipTest = 'shared/format/zip.test.ts';

export const fileGroups: readonly FaultGroup[] = [
  {
    name: 'saving',
    title: 'Save must write what was trained and all that was kept',
    seen: 'Seen in both reviews: Save rewrote what was trained, closing dropped runs, one Enter discarded work.',
    faults: [
      {
        name: 'trained-document-is-the-drawing',
        file: 'shared/format/model-write.ts',
        text: '`runs/${run.id}/document.json`, content: documentBytesOf(run)',
        replacement: '`runs/${run.id}/document.json`, content: toUtf8(serializeDocument(drawing))',
        harm: 'Save puts the edited drawing in the place of what was trained: “0 edits since”, and its weights miss.',
        caughtBy: { file: modelTest, title: 'come back whole' },
      },
      {
        name: 'other-runs-are-no-change',
        file: 'renderer/document/saved.ts',
        text: 'return saved.document !== document || saved.runs !== runs;',
        replacement: 'return saved.document !== document;',
        harm: 'A window with a new run closes without a question, and the run is gone.',
        caughtBy: { file: 'renderer/document/saved.test.ts' },
      },
      {
        name: 'others-are-overwritten',
        file: 'renderer/document/file-store.ts',
        text: 'replaces: place?.version ?? null,',
        replacement: 'replaces: null,',
        harm: 'Save writes over what another window has saved meanwhile, without asking.',
        caughtBy: { file: 'renderer/document/file-store.test.ts', title: 'asks before it overwrites' },
      },
      {
        name: 'moves-not-saved',
        file: 'shared/format/model-write.ts',
        text: '...(moved?.size && { moved: [...moved] })',
        replacement: '',
        harm: 'Grouped layers have lost their weights when the file is opened again.',
        caughtBy: { file: 'renderer/document/runs/weights-store.test.ts', title: 'lie in the saved file' },
      },
      {
        name: 'discarded-for-good',
        file: 'renderer/document/work-store.ts',
        text: 'if (!(await this.offerAgain(work, false))) return;',
        replacement: 'await this.box.drop(work);',
        harm: 'Work that was discarded by a slip can’t be taken back.',
        caughtBy: { file: 'renderer/document/work-store.test.ts', title: 'discarded work can be taken back' },
      },
      {
        name: 'enter-discards',
        file: 'renderer/frame/recovery/RecoveryDialog.tsx',
        text: '            event.preventDefault();\n            first.current?.focus();\n',
        replacement: '',
        harm: 'The dialog begins at Discard: after a crash one Enter throws nine edits and a run away.',
        caughtBy: { file: 'e2e/files.spec.ts', title: 'work that was not saved is offered again' },
      },
    ],
  },
  {
    name: 'opening',
    title: 'A file must be believed in nothing that can be checked',
    seen: 'Tried on purpose: 35 kinds of zip, and models whose parts contradict each other.',
    faults: [
      {
        name: 'checksums-unread',
        file: 'shared/format/zip-read.ts',
        text: 'if (content.length !== size || crc32(content) !== crc) damaged();',
        replacement: 'if (content.length !== size) damaged();',
        harm: 'A model with a flipped bit opens, and answers a little wrong for ever.',
        caughtBy: { file: zipTest, title: 'is refused where a file’s content' },
      },
      {
        name: 'ways-out-of-the-archive',
        file: 'shared/format/zip-read.ts',
        text: '|(^|\\/)\\.\\.(\\/|$)|',
        replacement: '|',
        harm: 'An archive names a file outside of the folder into which it is unpacked.',
        caughtBy: { file: zipTest, title: '../evil' },
      },
      {
        name: 'unpacks-to-anything',
        file: 'shared/format/zip-read.ts',
        text: ': size > compressed * BEST_RATIO) damaged();',
        replacement: ': size < 0) damaged();',
        harm: 'A kilobyte that says that it unpacks to gigabytes takes them before it is found out.',
        caughtBy: { file: zipTest, title: 'to unpack to more than its bytes can' },
      },
      {
        name: 'gaps-between-tensors',
        file: 'shared/format/safetensors.ts',
        text: 'if (begin > reached) refuse(`there is a gap before the tensor “${name}”.`);',
        replacement: '',
        harm: 'Weights of a damaged file are read from the wrong places.',
        caughtBy: { file: 'shared/format/safetensors.test.ts' },
      },
    ],
  },
  {
    name: 'versions',
    title: 'Files of earlier versions must open with all that they held',
    seen: 'Asked for by the review of code: numbered migrations with frozen files of each version.',
    faults: [
      {
        name: 'other-programs-fields-lost',
        file: 'shared/format/migrations.ts',
        text: 'Object.hasOwn(reserved, name) ? `${name} (version 1)` : name,',
        replacement: 'name,',
        harm: 'What another program kept in a document is gone when it was opened and saved once.',
        caughtBy: {
          file: 'shared/format/migrations.test.ts',
          title: 'to version 2 keeps what another program',
        },
      },
      {
        name: 'best-weights-lost',
        file: 'shared/format/model-migrations.ts',
        text: "keep('weights.safetensors', `${folder}/weights/best.safetensors`);",
        replacement: '',
        harm: 'A model of the first version that was stopped opens without the weights that it was saved for.',
        caughtBy: { file: modelTest, title: 'models of older versions' },
      },
      {
        name: 'newer-files-opened',
        file: 'shared/format/migrations.ts',
        text: '  if (version > to) {',
        replacement: '  if (version > to + 1) {',
        harm: 'A document of a newer version opens in part, and Save destroys the rest.',
        caughtBy: { file: 'shared/format/migrations.test.ts', title: 'refuse a newer version' },
      },
    ],
  },
  {
    name: 'command-line',
    title: 'A script must be told how a command ended',
    seen: 'Seen in the review of use: a failed export ended with 0.',
    faults: [
      {
        name: 'errors-are-success',
        file: 'cli/commands/summary.ts',
        text: "return summary.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;",
        replacement: 'return summary.diagnostics.length < 0 ? 1 : 0;',
        harm: 'A drawing with errors passes a check by script.',
        caughtBy: {
          file: 'cli/commands/commands.test.ts',
          title: 'of a network with errors tells them and ends with 1',
        },
      },
      {
        name: 'half-an-export-is-success',
        file: 'cli/commands/export.ts',
        text: 'return written.problems.length > 0 ? 1 : 0;',
        replacement: 'return 0;',
        harm: 'Code that stops with NotImplementedError counts as exported.',
        caughtBy: { file: 'cli/commands/commands.test.ts', title: 'export writes the architecture as code' },
      },
      {
        name: 'usage-is-a-failure',
        file: 'cli/run-command.ts',
        text: 'return error instanceof UsageError ? 2 : 1;',
        replacement: 'return 1;',
        harm: 'A mistyped option can’t be told from a training that failed.',
        caughtBy: { file: 'cli/commands/commands.test.ts', title: 'bad input ends with a sentence' },
      },
    ],
  },
];
