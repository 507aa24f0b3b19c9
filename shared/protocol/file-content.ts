/** A file's content, not yet read: opened in the window, and posted to the worker that needs its weights. */

/** What we need of a browser's `Blob`. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  slice(from: number, to: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file of the desktop: an address of the app's own, which gives any part of it. */
export interface RemoteFile {
  readonly url: string;
  /** In bytes, when it was opened. */
  readonly size: number;
}

export type FileContent = BlobLike | RemoteFile;

export const isRemote = (content: FileContent): content is RemoteFile => 'url' in content;

/** A part of a file of the desktop: the main process copies it, so that it never passes through the page. */
export interface RemotePart {
  readonly url: string;
  readonly from: number;
  readonly length: number;
}

export const isRemotePart = (segment: FileSegment): segment is RemotePart => 'url' in segment;

/** What a file that is to be saved consists of, in order. */
export type FileSegment = Uint8Array | BlobLike | RemotePart;
