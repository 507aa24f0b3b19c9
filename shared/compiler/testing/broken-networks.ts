/** For every diagnostic networks that provoke it, each with nothing else wrong, so that a fix can be held to leave nothing wrong. */
import type { DiagnosticCode } from '../codes';
import { adviceNetworks } from './broken/advice';
import { blockNetworks } from './broken/blocks';
import { drawingNetworks } from './broken/drawing';
import { layerNetworks } from './broken/layers';
import type { BrokenNetwork } from './broken/network';
import { trainingNetworks } from './broken/training';

export type { BrokenNetwork } from './broken/network';

export const brokenNetworks: Readonly<Record<DiagnosticCode, readonly BrokenNetwork[]>> = {
  ...blockNetworks,
  ...drawingNetworks,
  ...layerNetworks,
  ...adviceNetworks,
  ...trainingNetworks,
};
