import type { Page } from '@playwright/test';

/** A font that is inside: the one style of a figure. The page's policy would not let a parser in the page have it. */
const FONT = /<style>@font-face\{[^<{}]*\}<\/style>/;

/** What an XML parser finds: its elements' names, its texts, and everything that names an address or runs. */
export const readSvg = (page: Page, svg: string) =>
  page.evaluate(
    (text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      const all = [...document.querySelectorAll('*')];
      return {
        broken: document.querySelector('parsererror')?.textContent ?? null,
        elements: [...new Set(all.map(({ nodeName }) => nodeName))].sort(),
        texts: [...document.querySelectorAll('text')].map(({ textContent }) => textContent),
        addresses: all.flatMap((element) =>
          [...element.attributes]
            .filter(
              ({ name, value }) =>
                name !== 'xmlns' && /^on|href|src|url\(|:\/\/|javascript:/i.test(`${name} ${value}`),
            )
            .map(({ name }) => name),
        ),
        width: document.documentElement.getAttribute('width'),
        box: document.documentElement.getAttribute('viewBox'),
      };
    },
    svg.replace(FONT, '<font-face/>'),
  );
