/** Those whose text has every word that is asked for; all where nothing is. */
export function searchByWords<T>(all: readonly T[], query: string, textOf: (one: T) => string): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    const text = textOf(one).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
