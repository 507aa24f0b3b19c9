const asked = new Map<string, MediaQueryList>();

/** What CSS knows of the window by this media query. Asked once each: Chromium keeps what every `matchMedia` looked up. */
export function media(query: string): MediaQueryList {
  const known = asked.get(query) ?? window.matchMedia(query);
  asked.set(query, known);
  return known;
}
