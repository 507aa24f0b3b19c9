/** Reads a field that can't stay empty: `problem` says what is missing; of longer texts the first `most` characters. */
export const neededText =
  (problem: string, most: number) =>
  (text: string): { readonly problem: string } | { readonly value: string } =>
    text.trim() === '' ? { problem } : { value: text.slice(0, most) };
