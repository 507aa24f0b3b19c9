/** How long an epoch takes here: measured once, and scaled by the multiply-accumulates of other networks. */
import type { BackendName } from '../../../shared/engine/executor';
import type { DatasetDescription } from '../../../shared/data/catalogue';
import type { ConvDocument } from '../../../shared/graph/document';

export interface Measurement {
  readonly backend: BackendName;
  readonly secondsPerImage: number;
  readonly macs: number;
}

const KEY = 'convcanvas.speed';

export function imagesPerEpoch(document: ConvDocument, dataset: DatasetDescription): number {
  const all = Math.min(document.data.limit ?? dataset.trainCount, dataset.trainCount);
  return Math.max(1, all - Math.round(all * document.data.validation));
}

/** Small networks are bound by the cost of each call and not by arithmetic: never scaled below a quarter. */
export function secondsPerEpoch(measurement: Measurement, macs: number, images: number): number {
  const ratio = measurement.macs > 0 ? Math.max(0.25, macs / measurement.macs) : 1;
  return measurement.secondsPerImage * ratio * images;
}

function isMeasurement(value: unknown): value is Measurement {
  return (
    typeof value === 'object' &&
    value !== null &&
    'backend' in value &&
    'secondsPerImage' in value &&
    typeof value.secondsPerImage === 'number' &&
    'macs' in value &&
    typeof value.macs === 'number'
  );
}

/** The last measurement of this machine; a browser that keeps nothing simply measures again. */
export function rememberedMeasurement(): Measurement | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isMeasurement(value) ? value : null;
  } catch {
    return null;
  }
}

export function rememberMeasurement(measurement: Measurement): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(measurement));
  } catch {
    // Without storage the next window measures anew.
  }
}
