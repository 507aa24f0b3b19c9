/** A folder of the user's pictures comes into the window: it is read, and chosen when it is there. */
import type { DatasetDescription } from '../../../shared/data/catalogue';
import type { PickedFolder } from '../../../shared/protocol/host';
import { messageOf } from '../../../shared/schema/message-of';
import { chosenSet, fitToSet } from '../../../shared/training/fit-to-set';
import type { AppStore } from '../app-store';

export function chooseSet({ documents }: AppStore, set: DatasetDescription): void {
  documents.transact(`Choose ${set.title}`, [chosenSet(documents.compiled, set)]);
}

/** The network is fitted to the set as one step. */
export function fitNetwork({ documents }: AppStore, set: DatasetDescription): void {
  documents.transact(`Fit the network to ${set.title}`, fitToSet(documents.compiled, set).edits);
}

/** What would be changed of the network, so that it can be trained on the set; empty where it can. */
export const changesToFit = (app: AppStore, set: DatasetDescription): readonly string[] =>
  fitToSet(app.documents.compiled, set).changes;

export async function readFolder(app: AppStore, { name, files }: PickedFolder): Promise<void> {
  app.start.close();
  app.ui.setWorkspace('data');
  const facts = await app.sets.adopt(name, files);
  if (facts !== null) chooseSet(app, facts);
}

/** Asks for one. */
export async function openFolder(app: AppStore): Promise<void> {
  try {
    const picked = await app.host.pickFolder();
    if (picked !== null) await readFolder(app, picked);
  } catch (error) {
    app.ui.notify({ kind: 'error', message: messageOf(error) });
  }
}
