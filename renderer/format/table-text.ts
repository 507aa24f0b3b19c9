/** Names of layers and documents in tables that are copied as text: they stay text in whatever they are put into. */
import { visibleText } from '../../shared/schema/visible-text';

/**
 * Text in a Markdown table, list or heading, on one line, that reads as it is: neither markup nor HTML, and no address
 * becomes a link (CommonMark 2.4, GFM 6.9).
 */
export function markdownText(text: string): string {
  return (
    visibleText(text)
      .replace(/[\\`*[\]<>|~&@$]|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
      // Inside of a word “_” is a letter.
      .replace(/__+|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (marks) => marks.replaceAll('_', '\\_'))
      // A run is tried from its beginning only, or long ones would take time by the square.
      .replace(/(?<!#)#+$/, (marks) => marks.replaceAll('#', '\\#'))
  );
}
