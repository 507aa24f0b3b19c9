import type { DataSets } from '../../../shared/data/data-sets';
import type { CallPort } from '../../../shared/protocol/calls';
import { remoteDataSets } from '../../../shared/protocol/data-worker';

/** The sets behind the port that the window gave. */
export function dataBehind(port: CallPort | null): DataSets {
  if (port === null) throw new Error('The training worker was started without a way to the pictures.');
  const sets = remoteDataSets(port);
  port.start?.();
  return sets;
}
