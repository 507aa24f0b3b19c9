import { exportTfjs, zipFiles } from '../../shared/export/tfjs-layers';
import type { TrainedModel } from '../../shared/model/trained-model';

export function zipTfjs(model: TrainedModel): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  return { fileName: `${model.trainedOn.name}-tfjs.zip`, bytes: zipFiles(exportTfjs(model)) };
}
