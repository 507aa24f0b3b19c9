import type { OpenedFile } from '../../shared/protocol/host';

export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

export function allowDrop(event: DragEvent): void {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
}

/** Its first byte tells whether it can be read at all: a folder can't. */
async function open(file: File): Promise<OpenedFile> {
  await file.slice(0, 1).arrayBuffer();
  return { name: file.name, content: file, handle: null };
}

/**
 * Files that are dropped anywhere on the window. Other drags (layers from the palette) are left alone.
 * `handleOf` may keep where the file lies, so that Save writes it back there.
 */
export function listenForDroppedFiles(
  listener: (file: OpenedFile) => void,
  failed: (message: string) => void,
  handleOf: (item: DataTransferItem, file: File) => Promise<string | null>,
): () => void {
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const item = [...(event.dataTransfer?.items ?? [])].find((candidate) => candidate.kind === 'file');
    const file = item?.getAsFile();
    if (item === undefined || file === null || file === undefined) return;
    // The item is only alive during the event, so its handle is asked for before anything is awaited.
    const handle = handleOf(item, file).catch(() => null);
    Promise.all([open(file), handle]).then(
      ([opened, where]) => listener({ ...opened, handle: where }),
      () => failed(`${file.name} could not be read: it is a folder, too large, or was moved meanwhile.`),
    );
  };
  window.addEventListener('dragover', allowDrop);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', allowDrop);
    window.removeEventListener('drop', drop);
  };
}
