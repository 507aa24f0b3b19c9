/**
 * A format in which a network leaves: one file of this folder each, from which the command line, the window's menu and
 * commands, and the worker that packs trained models derive. What a format needs to write is fetched when it writes, so
 * that knowing of it costs nothing.
 */
import type { Compiled } from '../compiler/compiled';
import type { ExportedFile } from '../export/exported-file';
import type { ByteSource } from '../format/byte-source';
import type { FontWeight } from '../export/figure/text-width';
import type { TrainedModel } from '../model/trained-model';

export interface Written {
  /** One, or for a format that is a folder any number. */
  readonly files: readonly ExportedFile[];
  /** Why it is not complete, a sentence each; it can be looked at, and not used as it is. */
  readonly problems: readonly string[];
  /** What is otherwise than in the network, a sentence each. */
  readonly remarks: readonly string[];
}

/** What the platform gives. */
export interface ExportTools {
  /** The files of the figures' font. */
  readonly figureFonts: () => Promise<Readonly<Record<FontWeight, Uint8Array>>>;
}

interface Facts {
  /** On the command line, in file names and in the ids of commands. */
  readonly name: string;
  /** `Keras code`. */
  readonly title: string;
  /** Of the file, with its dot. */
  readonly ending: string;
  /** Whether it is a folder of files: the window saves a zip of them, the command line either. */
  readonly isFolder: boolean;
  /** What the command line says of it. */
  readonly usage: string;
}

export interface FileNaming {
  /** What the file is called after the document, whose name is `title`. */
  readonly fileName: (title: string) => string;
  /** Why a file must not be called so; null where it may. */
  readonly problem: (fileName: string) => string | null;
}

export interface DrawingFormat extends Facts {
  readonly takes: 'drawing';
  readonly isFolder: false;
  /** Of which kind the host's dialogs take it to be. */
  readonly kind: 'python' | 'image';
  /** What the window's menu says of it; null for figures, which have a dialog of their own. */
  readonly help: string | null;
  /** Where not any name does for its file. */
  readonly naming?: () => Promise<FileNaming>;
  /** Throws `ExportError` where the format can't hold the network. */
  readonly write: (compiled: Compiled, tools: ExportTools) => Promise<Written>;
}

export interface ModelFormat extends Facts {
  readonly takes: 'model';
  /** What the window's menu says of it, after the name of the run. */
  readonly help: string;
  /** Throws `ExportError` where the format can't hold the network, `PlanError` where that is not complete. */
  readonly write: (model: TrainedModel) => Promise<Written>;
  /** Left out of formats that only leave. With it the window and the command line open such files. */
  readonly read?: ModelReader;
}

/** The way back: a file of the format as a trained network. */
export interface ModelReader {
  /** Whether a file that begins so (with 64 bytes at most) is one of this format. */
  readonly recognizes: (beginning: Uint8Array) => boolean;
  /** Rejects with `FormatError`: what is wrong with the file, without its name. `modelOfTexts` checks what was read. */
  readonly read: (source: ByteSource) => Promise<TrainedModel>;
}

export type Format = DrawingFormat | ModelFormat;

/** All of it went into one file. */
export function oneFile(path: string, bytes: Uint8Array): Written {
  return { files: [{ path, bytes }], problems: [], remarks: [] };
}
