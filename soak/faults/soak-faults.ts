/** `npm run soak -- faults [NAME…]`: each fault of the list in a copy of the tree, with the tests that must notice it. */
import { copyTree, type Copy } from './copy-tree';
import { type Fault, type FaultGroup, withFault } from './fault';
import { judge, uselessBecause, type Verdict } from './judge';
import { faultGroups } from './list/index';
import type { Outcome } from './read-report';
import { runTests } from './run-tests';

const words: Readonly<Record<Verdict['kind'], string>> = {
  caught: 'caught',
  missed: 'NOT CAUGHT',
  useless: 'TESTS FAIL',
  broken: 'NOTHING RAN',
  outdated: 'OUT OF DATE',
};

/** `names`: of faults or of their groups; none: all. Answers whether all were caught. */
export async function soakFaults(names: readonly string[]): Promise<boolean> {
  const groups = chosenFrom(faultGroups, names);
  if (groups === null) return false;
  const faults = groups.flatMap((group) => group.faults);
  const copy = await copyTree();
  const counts = new Map<Verdict['kind'], number>();
  try {
    const without = await withoutFaults(copy, faults);
    for (const group of groups) {
      console.log(`\n${group.title} (${group.name})`);
      for (const fault of group.faults) {
        const before = performance.now();
        const { kind, why } = await tryFault(copy, fault, without.get(fault.caughtBy.file));
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        const seconds = ((performance.now() - before) / 1_000).toFixed(1).padStart(6);
        console.log(
          `  ${words[kind].padEnd(11)} ${seconds} s  ${fault.name} (${fault.caughtBy.file}: ${why})`,
        );
        if (kind !== 'caught') console.log(`    ${fault.file}: ${fault.harm}`);
      }
    }
  } finally {
    await copy.remove();
  }
  const caught = counts.get('caught') ?? 0;
  const others = [...counts].filter(([kind]) => kind !== 'caught').map(([kind, n]) => `${n} ${words[kind]}`);
  console.log(`\n${[`${caught} of ${faults.length} faults caught`, ...others].join(', ')}`);
  return caught === faults.length;
}

/** Null, after a sentence, where a name is nobody's. */
function chosenFrom(groups: readonly FaultGroup[], names: readonly string[]): readonly FaultGroup[] | null {
  if (names.length === 0) return groups;
  const known = new Set(groups.flatMap(({ name, faults }) => [name, ...faults.map((fault) => fault.name)]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    console.error(`There is no fault “${unknown}”. Groups: ${groups.map(({ name }) => name).join(', ')}.`);
    return null;
  }
  return groups
    .map((group) =>
      names.includes(group.name)
        ? group
        : { ...group, faults: group.faults.filter(({ name }) => names.includes(name)) },
    )
    .filter(({ faults }) => faults.length > 0);
}

/** What the tests say as it is, once for each file of theirs. */
async function withoutFaults(copy: Copy, faults: readonly Fault[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const files = new Set(faults.map(({ caughtBy }) => caughtBy.file));
  console.log(`Without a fault, ${files.size} files of tests:`);
  for (const file of files) {
    const titles = faults
      .filter(({ caughtBy }) => caughtBy.file === file)
      .map(({ caughtBy }) => caughtBy.title);
    const chosen = titles.includes(undefined) ? [] : titles.filter((title) => title !== undefined);
    const before = performance.now();
    const outcome = await runTests(copy.root, { file }, [...new Set(chosen)]);
    outcomes.set(file, outcome);
    const passed = outcome.tests.filter((test) => test.passed).length;
    const seconds = ((performance.now() - before) / 1_000).toFixed(1).padStart(6);
    console.log(`  ${passed} of ${outcome.tests.length} pass ${seconds} s  ${file}`);
  }
  return outcomes;
}

async function tryFault(copy: Copy, fault: Fault, without: Outcome | undefined): Promise<Verdict> {
  const useless = without ? uselessBecause(fault, without) : 'Its tests were not run.';
  if (useless !== null) return { kind: 'useless', why: useless };
  const { title } = fault.caughtBy;
  let changed: Awaited<ReturnType<Copy['change']>>;
  try {
    changed = await copy.change(fault.file, (source) => withFault(source, fault));
  } catch (error) {
    return { kind: 'outdated', why: error instanceof Error ? error.message : String(error) };
  }
  const outcome = await runTests(copy.root, fault.caughtBy, title === undefined ? [] : [title]);
  await changed.restore();
  return judge(outcome);
}
