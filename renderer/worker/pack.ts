/** Models as files. */
import { exportTfjs, zipFiles } from '../../shared/export/tfjs-layers';
import { writeModel } from '../../shared/format/model-file';
import type { Model } from '../../shared/engine/run';

export function packModel(model: Model): Uint8Array<ArrayBuffer> {
  return writeModel(model);
}

export function zipTfjs(model: Model): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  return { fileName: `${model.document.name}-tfjs.zip`, bytes: zipFiles(exportTfjs(model)) };
}
