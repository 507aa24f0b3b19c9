import { visibleText } from './visible-text';

/**
 * A field of a CSV file (RFC 4180). A text that begins as a formula would be run by spreadsheets, so it gets an apostrophe
 * before it, as OWASP advises; and a text with another program's separator is quoted, too.
 */
export function csvCell(text: string): string {
  const visible = visibleText(text);
  const harmless = /^\s*[=+\-@＝＋－＠]/.test(visible) ? `'${visible}` : visible;
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
