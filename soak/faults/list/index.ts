/** All faults. Whoever mends one of a kind adds it here, with the test that would have noticed it. */
import type { FaultGroup } from '../fault';
import { costGroups } from './cost';
import { drawingGroups } from './drawing';
import { engineGroups } from './engine';
import { exportGroups } from './exports';
import { fileGroups } from './files';
import { networkGroups } from './network';
import { placeGroups } from './places';
import { shapeGroups } from './shapes';
import { textGroups } from './text';
import { trainingGroups } from './training';

export const faultGroups: readonly FaultGroup[] = [
  ...textGroups,
  ...costGroups,
  ...placeGroups,
  ...networkGroups,
  ...shapeGroups,
  ...engineGroups,
  ...trainingGroups,
  ...exportGroups,
  ...fileGroups,
  ...drawingGroups,
];
