/** What choosing a data set says of the document besides its name. */
import type { Compiled } from '../../shared/compiler/compiled';
import type { DatasetDescription } from '../../shared/data/catalogue';
import type { DataSettings } from '../../shared/graph/document';

/** An input this many times as high or as wide as the pictures would be mostly border if they were padded. */
const MUCH_LARGER = 2;

/** Small pictures are stretched to a large input; else the fit stays as it is. */
export function choiceOf(
  { name, height, width }: Pick<DatasetDescription, 'name' | 'height' | 'width'>,
  { layers }: Pick<Compiled, 'layers'>,
): Partial<DataSettings> {
  const shape = layers.find(({ definition }) => definition.role === 'input')?.outputShapes[0];
  const [rows = 0, columns = 0] = shape?.length === 3 ? shape : [];
  const isSmall = (rows ?? 0) >= MUCH_LARGER * height || (columns ?? 0) >= MUCH_LARGER * width;
  return { dataset: name, ...(isSmall && { fit: 'resize' }) };
}
