/** A few pictures of a set to be looked at: as they are, and as the network will be fed. */
import { createPipeline } from './pipeline';
import type { PictureShape } from './picture';
import { fixedSteps, type Preprocessing } from './preprocessing';
import type { PartName, PictureSource } from './source';

export interface SheetRequest {
  readonly part: PartName;
  /** Only this class; null: as many of each, class after class. */
  readonly classIndex: number | null;
  readonly count: number;
  /** These rows instead of the first `count` of a class. */
  readonly rows?: readonly number[];
  /** Left out or null: only as they are. */
  readonly preprocessing?: Preprocessing | null;
}

/** Pictures of one shape behind each other. */
interface Sheet<T> extends PictureShape {
  /** count × height × width × channels. */
  readonly values: T;
}

export interface PictureSheet {
  /** Bytes: in the shape of the first; others are brought to it for the eye. */
  readonly raw: Sheet<Uint8Array<ArrayBuffer>>;
  readonly labels: Uint16Array<ArrayBuffer>;
  /** After preprocessing, where it was given. */
  readonly fed: Sheet<Float32Array<ArrayBuffer>> | null;
}

/** Rejects with `DataError`. */
export async function pictureSheet(source: PictureSource, request: SheetRequest): Promise<PictureSheet> {
  const all = source.part(request.part);
  const classes = source.facts.classNames.length;
  const rows =
    request.rows?.filter((row) => row >= 0 && row < all.length) ??
    firstOfClasses(all.labels, classes, request.classIndex, request.count);
  const pictures = await all.read(rows);
  const { height, width, channels } = pictures[0] ?? source.facts;
  const shape: PictureShape = { height, width, channels };
  const alike = createPipeline([{ type: 'FitInside', params: { height, width } }], 0);
  const preprocessing = request.preprocessing ?? null;
  const steps = preprocessing && createPipeline(fixedSteps(preprocessing), 0);
  const raw = new Uint8Array(pictures.length * sizeOf(shape));
  const fed = preprocessing && new Float32Array(pictures.length * sizeOf(preprocessing));
  const still = { epoch: 0, row: 0, rows: 1 };
  pictures.forEach((picture, position) => {
    raw.set(alike.run(picture, still).values, position * sizeOf(shape));
    if (fed && steps) fed.set(steps.run(picture, still).values, position * sizeOf(preprocessing));
  });
  return {
    raw: { ...shape, values: raw },
    labels: Uint16Array.from(rows, (row) => all.labels[row] ?? 0),
    fed: fed && {
      height: preprocessing.height,
      width: preprocessing.width,
      channels: preprocessing.channels,
      values: fed,
    },
  };
}

const sizeOf = ({ height, width, channels }: PictureShape): number => height * width * channels;

function firstOfClasses(
  labels: Uint16Array,
  classes: number,
  classIndex: number | null,
  count: number,
): readonly number[] {
  const wanted = classIndex === null ? Array.from({ length: classes }, (_, index) => index) : [classIndex];
  const each = Math.max(1, Math.floor(count / wanted.length));
  const rows = new Map(wanted.map((label): [number, number[]] => [label, []]));
  let missing = each * wanted.length;
  for (let row = 0; row < labels.length && missing > 0; row += 1) {
    const list = rows.get(labels[row] ?? -1);
    if (list === undefined || list.length >= each) continue;
    list.push(row);
    missing -= 1;
  }
  return [...rows.values()].flat();
}
