/** Before the journeys: the app is built where it is stale, and is the one that users get. */
import { buildStale } from '../../build/lib/targets.mjs';
import { refuseOtherBuilds } from '../../build/lib/users-build.mjs';

export default async function setup(): Promise<void> {
  await buildStale('renderer');
  refuseOtherBuilds();
}
