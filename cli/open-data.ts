/** Opens a set of pictures for a command: shows how far it is, and says what its owner should know. */
import type { DataSets } from '../shared/data/data-sets';
import type { SourceFacts } from '../shared/data/source';
import { hideBar, showBar, tell } from './output';

/** Milliseconds between two looks at how far it is. */
const LOOK_EVERY = 300;
/** Left out files that are told of one by one; the others are counted. */
const TOLD = 3;

/** Rejects with a sentence where the set can't be read. */
export async function openData(sets: DataSets, set: string): Promise<SourceFacts> {
  const look = setInterval(() => {
    void sets.progress(set).then(
      (progress) => {
        if (progress === null) return;
        const { done, total } = progress;
        showBar(`Reading pictures: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
      },
      // What is wrong is said by the reading itself.
      () => undefined,
    );
  }, LOOK_EVERY);
  let facts: SourceFacts;
  try {
    facts = await sets.facts(set);
  } finally {
    clearInterval(look);
    hideBar();
  }
  for (const remark of facts.remarks) tell(remark);
  for (const { why } of facts.leftOut.slice(0, TOLD)) tell(why);
  const more = facts.leftOut.length - TOLD;
  if (more > 0)
    tell(
      `${more.toLocaleString('en-US')} more ${more === 1 ? 'file is' : 'files are'} left out: “data check” lists them all.`,
    );
  return facts;
}
