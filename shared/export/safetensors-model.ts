/**
 * A trained network as one safetensors file: the weights are its tensors, by flat id and name, and all else of the model
 * is text among its metadata.
 */
import type { ByteSource } from '../format/byte-source';
import { openSafetensors, safetensorsMetadata, writeSafetensors } from '../format/safetensors';
import type { TrainedModel } from '../model/trained-model';
import type { ExportedFile } from './exported-file';
import { modelOfTexts, modelTexts } from './model-texts';

export function exportSafetensors(model: TrainedModel): readonly ExportedFile[] {
  const metadata = { format: 'convcanvas', ...modelTexts(model) };
  return [{ path: 'model.safetensors', bytes: writeSafetensors(model.weights, metadata) }];
}

/** Rejects with `FormatError`: damaged, not of ours, or weights that are not those of its network. */
export async function importSafetensors(source: ByteSource): Promise<TrainedModel> {
  return modelOfTexts(await safetensorsMetadata(source), () => openSafetensors(source));
}
