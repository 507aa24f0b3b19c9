import { expect, test } from 'vitest';
import type { Scene } from './scene';
import { escapeXml, sceneToSvg } from './svg';

const scene = (text: string): Scene => ({
  title: text,
  width: 200,
  height: 50,
  marks: [{ mark: 'text', text, x: 1, y: 2, anchor: 'start', size: 10, weight: 600, color: '#000000' }],
});

test('markup becomes text, and what XML has no place for is written out', () => {
  expect(escapeXml(`<a href="x">&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;');
  expect(escapeXml('a\u0000\u0008b\uFFFE\uD800c')).toBe(String.raw`a\x00\x08b\ufffe\ud800c`);
  expect(escapeXml('a tab\t, 模型 and 😀')).toBe('a tab\\t, 模型 and 😀');
});

test('a name can’t close the element that it stands in', () => {
  const svg = sceneToSvg(scene('</text><script>alert(1)</script>]]><![CDATA['), { background: null });
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('<![CDATA');
  expect(svg.match(/<\/text>/g)).toHaveLength(1);
});

test('paper, printed size and font are there only where they are asked for', () => {
  const plain = sceneToSvg(scene('a'), { background: null });
  expect(plain).toContain('width="200" height="50" viewBox="0 0 200 50"');
  expect(plain).not.toMatch(/<rect|<style|url\(/);
  const full = sceneToSvg(scene('a'), { background: '#ffffff', widthInMm: 80, font: 'AAAA' });
  expect(full).toContain('width="80mm" height="20mm"');
  expect(full).toContain('<rect width="200" height="50" fill="#ffffff"/>');
  expect(full).toContain('url(data:font/woff2;base64,AAAA)');
});
