/** What choosing a data set says of the document besides its name. */
import type { Compiled } from '../compiler/compiled';
import type { DatasetDescription } from '../data/catalogue';
import type { DataSettings, PipelineStep } from '../graph/document';

/** An input this many times as high or as wide as the pictures would be mostly border if they were padded. */
const MUCH_LARGER = 2;
/** Room to cut from, as networks for photographs have it: 256 pixels for an input of 224. */
const ROOM = 1.15;

/**
 * Small pictures are stretched to a large input. Of larger ones the shorter side is brought near the input's first, by a step
 * that is seen, and the middle is cut out: each file is then decoded once, and only that much of it is kept. Else all stays as
 * it is.
 */
export function choiceOf(
  { name, height, width }: Pick<DatasetDescription, 'name' | 'height' | 'width'>,
  { layers, document }: Pick<Compiled, 'layers' | 'document'>,
): Partial<DataSettings> {
  const shape = layers.find(({ definition }) => definition.role === 'input')?.outputShapes[0];
  const [rows, columns] = shape?.length === 3 ? shape : [];
  if (!rows || !columns) return { dataset: name };
  const larger = Math.max(rows, columns);
  if (rows >= MUCH_LARGER * height || columns >= MUCH_LARGER * width) return { dataset: name, fit: 'resize' };
  if (Math.min(height, width) < MUCH_LARGER * larger) return { dataset: name };
  const others = document.data.pipeline.filter(({ type }) => type !== 'ShorterSide');
  const first: PipelineStep = { type: 'ShorterSide', params: { size: Math.ceil(ROOM * larger) } };
  return { dataset: name, fit: 'crop', pipeline: [first, ...others] };
}
