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
  /** Pixels that the longer side of a picture as it is shall have at most. */
  readonly side?: number;
  /** The middle square of each, so that none of several shapes has a border. */
  readonly square?: boolean;
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
  /** What each is in its file. */
  readonly sizes: readonly PictureShape[];
  readonly labels: Uint16Array<ArrayBuffer>;
  /** After preprocessing, where it was given. */
  readonly fed: Sheet<Float32Array<ArrayBuffer>> | null;
}

/** As `side`, where nothing is asked for. */
const LARGEST_SIDE = 224;
/** Pictures that are in memory at a time in the sizes of their files. */
const AT_A_TIME = 8;

/** The shape in which a picture is shown: larger ones are made smaller, in proportion. */
export function forTheEye({ height, width, channels }: PictureShape, largest: number): PictureShape {
  const share = Math.min(1, largest / Math.max(height, width));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * share));
  return { height: side(height), width: side(width), channels };
}

/** Rejects with `DataError`. */
export async function pictureSheet(source: PictureSource, request: SheetRequest): Promise<PictureSheet> {
  const all = source.part(request.part);
  const classes = source.facts.classNames.length;
  const rows =
    request.rows?.filter((row) => row >= 0 && row < all.length) ??
    firstOfClasses(all.labels, classes, request.classIndex, request.count);
  const [first] = await all.read(rows.slice(0, 1));
  // Grey pictures among others are shown in as many channels as these.
  const whole = { ...(first ?? source.facts), channels: source.facts.channels };
  const side = Math.min(whole.height, whole.width);
  const shape = forTheEye(
    request.square ? { ...whole, height: side, width: side } : whole,
    request.side ?? LARGEST_SIDE,
  );
  const { height, width, channels } = shape;
  const sizing = request.square ? ['Cover', 'CenterCrop'] : ['FitInside'];
  const alike = createPipeline(
    [
      ...sizing.map((type) => ({ type, params: { height, width } })),
      ...(channels === 1 ? [] : [{ type: 'RepeatChannels', params: { channels } }]),
    ],
    0,
  );
  const preprocessing = request.preprocessing ?? null;
  const steps = preprocessing && createPipeline(fixedSteps(preprocessing), 0);
  const raw = new Uint8Array(rows.length * sizeOf(shape));
  const fed = preprocessing && new Float32Array(rows.length * sizeOf(preprocessing));
  const sizes: PictureShape[] = [];
  const still = { epoch: 0, row: 0, rows: 1 };
  for (let from = 0; from < rows.length; from += AT_A_TIME) {
    const pictures = await all.read(rows.slice(from, from + AT_A_TIME));
    pictures.forEach((picture, place) => {
      const position = from + place;
      sizes[position] = { height: picture.height, width: picture.width, channels: picture.channels };
      raw.set(alike.run(picture, still).values, position * sizeOf(shape));
      if (fed && steps) fed.set(steps.run(picture, still).values, position * sizeOf(preprocessing));
    });
  }
  return {
    raw: { ...shape, values: raw },
    sizes,
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
