/**
 * What a file is that is none of ours: by the first bytes that its format's specification asks for, and of texts, which
 * have none, by how they look. So that one who opens a picture reads that it is a picture, and not of damaged JSON.
 */
import { fromUtf8 } from './utf8';
import { isRecord } from './is-record';

/** Where its first bytes stand, what they are, byte by byte, and what the file is then. */
const signatures: readonly (readonly [number, string, string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'a PNG picture'],
  [0, '\xff\xd8\xff', 'a JPEG picture'],
  [0, 'GIF8', 'a GIF picture'],
  [8, 'WEBP', 'a WebP picture'],
  [4, 'ftypavif', 'an AVIF picture'],
  [4, 'ftyphei', 'a HEIC picture'],
  [4, 'ftyp', 'a video'],
  [0, 'II*\0', 'a TIFF picture'],
  [0, 'MM\0*', 'a TIFF picture'],
  [0, 'BM', 'a BMP picture'],
  [0, '%PDF', 'a PDF'],
  [0, 'PK\x03\x04', 'a zip archive, as a ConvCanvas model is one (*.cnn)'],
  [0, '\x1f\x8b', 'a file packed by gzip'],
  [0, '7z\xbc\xaf', 'a 7-Zip archive'],
  [0, '\x89HDF\r\n\x1a\n', 'an HDF5 file, as Keras writes them (*.h5)'],
  [0, '\x93NUMPY', 'a NumPy array'],
  [4, 'TFL3', 'a TensorFlow Lite model'],
  [0, '\0\0\x08\x01', 'a list of labels as MNIST has them (IDX)'],
  [0, '\0\0\x08\x03', 'a list of pictures as MNIST has them (IDX)'],
  [0, '\xff\xfe', 'a text in UTF-16; saved as UTF-8 it can be read'],
  [0, '\xfe\xff', 'a text in UTF-16; saved as UTF-8 it can be read'],
];

/** Of formats whose first bytes say nothing, or that are texts. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/\.onnx$/i, 'an ONNX model'],
  [/\.safetensors$/i, 'weights (safetensors)'],
  [/\.(csv|tsv)$/i, 'a table (CSV)'],
  [/\.py$/i, 'a Python program'],
  [/\.ya?ml$/i, 'YAML'],
];

const TEXT = 'a text';
const UNKNOWN = 'data of an unknown kind';

/**
 * "a PNG picture"; null where it may be JSON, which is told by what is in it. `beginning` is enough of it to have some
 * lines, or all. Archives (zip) are told by their files: `archiveKind`.
 */
export function fileKind(name: string, beginning: Uint8Array): string | null {
  const bytes = String.fromCharCode(...beginning.subarray(0, 64));
  const signed = signatures.find(([at, sign]) => bytes.startsWith(sign, at));
  if (signed) return signed[2];
  if (/^P[1-6]\s/.test(bytes)) return 'a picture (PBM, PGM or PPM)';
  const text = fromUtf8(beginning).replace(/^\uFEFF/, '');
  const isText = !beginning.includes(0);
  if (isText && /^\s*[{[]/.test(text)) return null;
  const ended = endings.find(([ending]) => ending.test(name));
  if (ended) return ended[1];
  if (!isText) return UNKNOWN;
  if (/^\s*<svg[\s>]/i.test(text)) return 'an SVG drawing';
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'a web page';
  if (/^\s*<\?xml/i.test(text)) return 'XML';
  return isTable(text) ? 'a table (CSV)' : TEXT;
}

/** Lines with the same number of the same separator. */
function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/, 6).filter((line) => line.trim() !== '');
  // The last one may be cut off.
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  return [',', ';', '\t'].some((separator) => {
    const counts = new Set(whole.map((line) => line.split(separator).length));
    return whole.length > 1 && counts.size === 1 && !counts.has(1);
  });
}

/** Of a zip archive, by the paths of its files; null where it has one of ours. */
export function archiveKind(paths: readonly string[]): string | null {
  const has = (path: RegExp): boolean => paths.some((each) => path.test(each));
  if (has(/^(model\.json|document\.json|weights\.safetensors|runs\/.*)$/)) return null;
  if (has(/(^|\/)data\.pkl$/)) return 'a PyTorch file';
  if (has(/^model\.weights\.h5$/)) return 'a Keras model (*.keras)';
  if (has(/^\[Content_Types\]\.xml$/)) return 'an Office document';
  return 'a zip archive';
}

/** Of JSON that is no document; null where that can't be told. */
export function jsonKind(value: unknown): string | null {
  if (!isRecord(value)) return null;
  if (value['format'] === 'convcanvas-block')
    return 'a ConvCanvas block: add it to your blocks, in the palette';
  if (Object.hasOwn(value, 'modelTopology')) return 'a TensorFlow.js model';
  if (Object.hasOwn(value, 'nbformat')) return 'a Jupyter notebook';
  return null;
}

/** The sentence for who opened it as a network. */
export function noNetwork(name: string, kind: string): string {
  const ours = 'ConvCanvas opens *.cnn.json and *.cnn files.';
  if (kind !== TEXT && kind !== UNKNOWN) return `This is ${kind}, and not a network. ${ours}`;
  return /\.cnn(\.json)?$/i.test(name)
    ? `The file is damaged, or another one was given its name: it holds ${kind}, and neither a drawing nor a model.`
    : `This is neither a ConvCanvas document nor a model, but ${kind}. ${ours}`;
}
