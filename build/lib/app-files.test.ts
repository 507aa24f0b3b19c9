import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { headersFor, NONCE_PLACE, openPage, securityHeaders } from './app-files.mjs';

const parts = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    (headers['Content-Security-Policy'] ?? '').split('; ').map((part) => {
      const [name = '', ...values] = part.split(' ');
      return [name, values.join(' ')];
    }),
  );

test('the policy lets nothing run but the app’s own files', () => {
  expect(parts(headersFor('a.js'))).toEqual({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval' blob:",
    'worker-src': "'self' blob:",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'connect-src': "'self' blob: data:",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(headersFor('a.js')).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
  });
  expect(securityHeaders).toMatchObject({
    'Content-Security-Policy': headersFor('a.js')['Content-Security-Policy'],
  });
});

test.each([
  ...['hid', 'midi', 'serial', 'usb'],
  ...['identity-credentials-get', 'microphone', 'payment', 'publickey-credentials-get', 'storage-access'],
  ...['language-model', 'rewriter', 'summarizer', 'translator', 'writer'],
])('no page may ask for %s', (feature) => {
  expect(headersFor('index.html')['Permissions-Policy']?.split(', ')).toContain(`${feature}=()`);
});

test('no page has names looked up for links', () => {
  expect(headersFor('index.html')['X-DNS-Prefetch-Control']).toBe('off');
});

test('a page has a nonce of its own each time, for styles alone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-page-'));
  try {
    const file = path.join(folder, 'index.html');
    writeFileSync(file, `<meta nonce="${NONCE_PLACE}"><script nonce="${NONCE_PLACE}"></script>`);
    const [first, second] = [await openPage(file), await openPage(file)];
    const nonce = /nonce="([^"]{20,})"/.exec(first.body)?.[1] ?? '';
    expect(first.body).not.toContain(NONCE_PLACE);
    expect(second.body).not.toContain(nonce);
    expect(parts(first.headers)['style-src']).toBe(`'self' 'nonce-${nonce}'`);
    expect(parts(first.headers)['script-src']).not.toContain('nonce');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
