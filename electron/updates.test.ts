import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lookForUpdate } from './updates';

async function offers(manifest: unknown, answer: string, version = '1.2.3') {
  const fetched: string[] = [];
  const offered: string[] = [];
  await lookForUpdate({
    manifest,
    version,
    platform: 'linux',
    fetchText: (url) => {
      fetched.push(url);
      return Promise.resolve(answer);
    },
    offer: (newer) => offered.push(newer),
  });
  return { fetched, offered };
}

const configured = { updates: { feed: 'https://downloads.example/convcanvas/' } };

test('nothing is fetched unless a feed is configured, and this package configures none', async () => {
  const ours: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  for (const manifest of [ours, {}, null, { updates: { feed: 'http://downloads.example/convcanvas/' } }]) {
    expect(await offers(manifest, 'version: 9.0.0\n')).toEqual({ fetched: [], offered: [] });
  }
});

test.each([
  ['1.2.4', ['1.2.4']],
  ['1.10.0', ['1.10.0']],
  ['1.2.3', []],
  ['1.2.2', []],
  ['0.9.9', []],
])('version %s is offered beside 1.2.3: %j', async (version, expected) => {
  const { fetched, offered } = await offers(configured, `version: ${version}\npath: x\n`);
  expect(fetched).toEqual(['https://downloads.example/convcanvas/latest-linux.yml']);
  expect(offered).toEqual(expected);
});

test('an answer that is no feed offers nothing', async () => {
  expect((await offers(configured, '<html>version: 9.9.9</html>')).offered).toEqual([]);
});
