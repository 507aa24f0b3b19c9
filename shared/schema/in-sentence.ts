/** A title or label within a sentence: `accuracy`, and still `F1 score` and `IoU threshold`. */
export function inSentence(title: string): string {
  return title.replace(/^[A-Z](?=[a-z]+(?![A-Za-z]))/, (first) => first.toLowerCase());
}
