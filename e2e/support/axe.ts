import axe from 'axe-core';
import type { Page } from '@playwright/test';

/** What a theme can change of a page: its colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Each breach of WCAG 2.2 AA with the element that has it; `colours` asks only for what a theme can change. */
export async function violations(
  page: Page,
  rules: 'all' | 'colours' = 'all',
  within?: string,
): Promise<readonly string[]> {
  // What fades in is measured when it is there.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    runOnly: rules === 'all' ? { type: 'tag', values: levels } : { type: 'rule', values: colourRules },
    // Of what passes nothing is described, which takes longer than to test it.
    resultTypes: ['violations'],
  };
  return page.evaluate(
    async ([context, chosen]) => {
      const { axe } = window as unknown as { readonly axe: typeof import('axe-core') };
      const found = await axe.run(context ?? document, chosen);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
      );
    },
    [within, options] as const,
  );
}
