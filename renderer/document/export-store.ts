/** Exports: copies that leave; the document stays where it is. */
import type { DrawingFormat, ExportTools, Format } from '../../shared/exchange/format';
import type { FileSegment } from '../../shared/protocol/file-content';
import type { Host, SaveRequest } from '../../shared/protocol/host';
import type { DocumentStore } from './document-store';
import { extensions, fileNameOf } from './file-names';
import type { FileStore } from './file-store';
import type { RunArchive } from '../archive/run-archive';
import type { EvaluationStore } from './runs/evaluation-store';
import type { RunNotices, RunStore } from './runs/run-store';
import type { WeightsStore } from './runs/weights-store';
import { documentBytes, modelContent } from './runs/pack';
import { messageOf } from '../../shared/schema/message-of';

interface ExportParts {
  readonly host: Host;
  readonly documents: DocumentStore;
  readonly archive: RunArchive;
  readonly runs: RunStore;
  readonly weights: WeightsStore;
  readonly evaluations: EvaluationStore;
  readonly files: FileStore;
  readonly tools: ExportTools;
  readonly ui: RunNotices;
}

export class ExportStore {
  constructor(private readonly parts: ExportParts) {}

  exportDocument(): Promise<boolean> {
    return this.exportAs('document', { ending: extensions.document }, () => [
      documentBytes(this.parts.documents.document),
    ]);
  }

  exportModel(): Promise<boolean> {
    const { archive, documents, runs, weights } = this.parts;
    const { current } = runs;
    if (current === null) return Promise.resolve(false);
    const drawing = documents.document;
    return this.exportAs('model', { ending: extensions.model }, async () => {
      const model = { drawing, runs: [current], current, moves: weights.moves };
      return (await modelContent(model, archive)).segments;
    });
  }

  /** A picture of the network; `ending` with its dot. */
  exportFigure(ending: string, make: () => Promise<Uint8Array>): Promise<boolean> {
    return this.exportAs('image', { ending }, async () => [await make()]);
  }

  exportFormat(format: Format): Promise<boolean> {
    const { current } = this.parts.runs;
    if (format.takes === 'drawing') {
      const { name } = this.parts.files;
      const fileName = async (): Promise<string> =>
        (await format.naming?.())?.fileName(name) ?? `${fileNameOf(name)}${format.ending}`;
      return this.exportAs(format.kind, { fileName }, () => this.written(format));
    }
    if (current === null) return Promise.resolve(false);
    const ending = format.isFolder ? `-${format.name}.zip` : format.ending;
    return this.exportAs(format.isFolder ? 'zip' : 'model', { ending }, async () => [
      await this.parts.evaluations.exportModel(current, format.name),
    ]);
  }

  /** Of code, whose one file is text. */
  async copy(format: DrawingFormat): Promise<void> {
    try {
      const [bytes = new Uint8Array()] = await this.written(format);
      await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
      this.parts.ui.notify({ kind: 'info', message: 'The code is on the clipboard.' });
    } catch {
      this.parts.ui.notify({
        kind: 'error',
        message: 'The browser did not let the code onto the clipboard.',
      });
    }
  }

  private async written(format: DrawingFormat): Promise<readonly Uint8Array[]> {
    const { files } = await format.write(this.parts.documents.compiled, this.parts.tools);
    return files.map(({ bytes }) => bytes);
  }

  private async exportAs(
    kind: SaveRequest['kind'],
    called: { readonly ending: string } | { readonly fileName: () => Promise<string> },
    make: () => readonly FileSegment[] | Promise<readonly FileSegment[]>,
  ): Promise<boolean> {
    try {
      const content = await make();
      const suggestedName =
        'fileName' in called
          ? await called.fileName()
          : `${fileNameOf(this.parts.files.name)}${called.ending}`;
      const saved = await this.parts.host.save({ suggestedName, content, handle: null, kind });
      if (saved !== null) this.parts.ui.notify({ kind: 'info', message: `Exported ${saved.name}.` });
      return saved !== null;
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
      return false;
    }
  }
}
