import { modelFormats } from '../../../shared/exchange/models';
import { zipFiles } from '../../../shared/export/exported-file';
import type { TrainedModel } from '../../../shared/model/trained-model';

/** In the format of that name, as the bytes of one file. Rejects with a sentence. */
export async function packModel(model: TrainedModel, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const format = modelFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`There is no format ${name} for trained models.`);
  const { files } = await format.write(model);
  const [only] = files;
  return format.isFolder || only === undefined ? zipFiles(files) : Uint8Array.from(only.bytes);
}
