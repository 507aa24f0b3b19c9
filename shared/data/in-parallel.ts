/** Answers in the order of what was given; at most `atOnce` are under way. The first that rejects ends it. */
export async function inParallel<T, R>(
  given: readonly T[],
  atOnce: number,
  work: (each: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(given.length);
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < given.length && !failed) {
      const place = next;
      next += 1;
      const each = given[place];
      if (each === undefined) continue;
      try {
        results[place] = await work(each);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, given.length) }, worker));
  return results;
}
