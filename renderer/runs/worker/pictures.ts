/** A few pictures of a data set for the page: as they are, and as the network will be fed. */
import { createPreprocessor, preprocessingFor } from '../../../shared/data/preprocess';
import type { LoadedDataset, Pictures, Preprocessing } from '../../../shared/data/dataset';
import { compile } from '../../../shared/compiler/compile';
import type { ConvDocument } from '../../../shared/graph/document';
import { isKnown, type KnownShape } from '../../../shared/layers/shape';
import type { PictureSheet, WorkerRequests } from '../../../shared/protocol/worker';

type PicturesRequest = WorkerRequests['pictures'][0];

/** Height × width × channels of the first input; null where it is none or not a picture's. */
function inputShapeOf(document: ConvDocument): KnownShape | null {
  const input = compile(document).layers.find((layer) => layer.definition.role === 'input');
  const shape = input?.outputShapes[0];
  return shape !== undefined && isKnown(shape) && shape.length === 3 ? shape : null;
}

function classCounts(pictures: Pictures, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of pictures.labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** The first of one class; without a class, as many of each, class after class. */
function chooseRows(pictures: Pictures, classes: number, classIndex: number | null, count: number): number[] {
  const wanted = classIndex === null ? Array.from({ length: classes }, (_, index) => index) : [classIndex];
  const each = Math.max(1, Math.floor(count / wanted.length));
  const rows = new Map(wanted.map((label): [number, number[]] => [label, []]));
  let missing = each * wanted.length;
  for (let row = 0; row < pictures.count && missing > 0; row += 1) {
    const list = rows.get(pictures.labels[row] ?? -1);
    if (list === undefined || list.length >= each) continue;
    list.push(row);
    missing -= 1;
  }
  return [...rows.values()].flat();
}

/**
 * Standardizing reads every training picture, so what it found is kept while the settings stay: moving a slider
 * elsewhere must not read 60,000 pictures again.
 */
export function preprocessingCache(): (
  dataset: LoadedDataset,
  document: ConvDocument,
  shape: KnownShape,
) => Preprocessing {
  const known = new Map<string, Preprocessing>();
  return (dataset, { data: { fit, scale } }, shape) => {
    const key = JSON.stringify([dataset.description.name, shape, fit, scale]);
    const preprocessing = known.get(key) ?? preprocessingFor(shape, { fit, scale }, dataset.train);
    known.set(key, preprocessing);
    return preprocessing;
  };
}

function feed(
  pictures: Pictures,
  rows: readonly number[],
  preprocessing: Preprocessing,
): NonNullable<PictureSheet['fed']> {
  const { height, width, channels } = preprocessing;
  const preprocess = createPreprocessor(pictures, preprocessing);
  const from = pictures.height * pictures.width * pictures.channels;
  const to = height * width * channels;
  const values = new Float32Array(rows.length * to);
  rows.forEach((row, position) => {
    preprocess(pictures.pixels.subarray(row * from, (row + 1) * from), values, position * to);
  });
  return { height, width, channels, values };
}

export function pictureSheet(
  dataset: LoadedDataset,
  request: PicturesRequest,
  preprocessing: ReturnType<typeof preprocessingCache>,
): PictureSheet & { readonly pixels: Uint8Array<ArrayBuffer> } {
  const pictures = dataset[request.split];
  const classes = dataset.description.classNames.length;
  const rows =
    request.indices?.filter((row) => row >= 0 && row < pictures.count) ??
    chooseRows(pictures, classes, request.classIndex, request.count);
  const { height, width, channels } = pictures;
  const size = height * width * channels;
  const pixels = new Uint8Array(rows.length * size);
  const labels = new Uint16Array(rows.length);
  rows.forEach((row, position) => {
    pixels.set(pictures.pixels.subarray(row * size, (row + 1) * size), position * size);
    labels[position] = pictures.labels[row] ?? 0;
  });
  const shape = request.document === null ? null : inputShapeOf(request.document);
  const fed =
    shape === null || request.document === null
      ? null
      : feed(pictures, rows, preprocessing(dataset, request.document, shape));
  return { height, width, channels, pixels, labels, classCounts: classCounts(pictures, classes), fed };
}
