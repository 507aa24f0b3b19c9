/** What a page does that was taken over: every way out of the app that a script might try. */
import { createServer } from 'node:http';
import type { Page } from '@playwright/test';

export interface Neighbour {
  readonly url: string;
  /** Who came by. */
  readonly visits: readonly string[];
  /** How often somebody connected; a hint does, and asks nothing. */
  connections(): number;
  close(): void;
}

/** Another server on the loopback address. */
export async function startNeighbour(): Promise<Neighbour> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    response.end('<title>elsewhere</title>');
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    visits,
    connections: () => connections,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Runs in the page: takes it elsewhere, or tries to. */
export function leave({ way, url }: { readonly way: string; readonly url: string }): void {
  const add = (tag: string, attributes: Readonly<Record<string, string>>): HTMLElement => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    document.head.append(element);
    return element;
  };
  if (way === 'location') location.href = url;
  if (way === 'link') add('a', { href: url }).click();
  if (way === 'download') add('a', { href: url, download: 'file' }).click();
  if (way === 'window') window.open(url);
  if (way === 'refresh') add('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` });
  if (way === 'form') (add('form', { action: url }) as HTMLFormElement).submit();
}

/** What came through, by name; what only asks elsewhere is seen by the neighbour. */
export function attack(page: Page, elsewhere: string): Promise<readonly string[]> {
  return page.evaluate(async (url) => {
    const came: string[] = [];
    const MARK = 'attackSucceeded';
    const setMark = `window.${MARK} = 1`;
    const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
    const tries = (name: string, attempt: () => unknown): void => {
      try {
        if (attempt() !== false) came.push(name);
      } catch {
        // Refused.
      }
    };
    /** Puts an element into the page, and sees whether a script ran by it. */
    const adds = async (
      name: string,
      tag: string,
      attributes: Readonly<Record<string, string>>,
      text = '',
    ): Promise<void> => {
      const element = document.createElement(tag);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      document.head.append(element);
      if (element instanceof HTMLAnchorElement) element.click();
      if (element instanceof HTMLFormElement) element.submit();
      await moment();
      if (MARK in window) came.push(name);
      Reflect.deleteProperty(window, MARK);
      if (tag === 'style' && getComputedStyle(document.body).getPropertyValue('--attacked') !== '')
        came.push(name);
      if (document.baseURI.startsWith(url)) came.push(name);
      element.remove();
    };

    // What a debugger evaluates may use eval; what the page runs by itself may not.
    await moment();
    tries('eval', () => (0, eval)('1') as unknown);
    tries('new Function', () => Reflect.construct(Function, ['return 1']));
    await adds('inline script', 'script', {}, setMark);
    await adds('script from elsewhere', 'script', { src: `${url}/script.js` });
    await adds('script in data:', 'script', { src: `data:text/javascript,${setMark}` });
    await adds('handler in an attribute', 'img', { src: 'data:,', onerror: setMark });
    await adds('javascript: address', 'a', { href: `javascript:${setMark}` });
    await adds('inline style', 'style', {}, 'body { --attacked: yes }');
    await adds('style from elsewhere', 'link', { rel: 'stylesheet', href: `${url}/style.css` });
    await adds('frame', 'iframe', { src: `${url}/frame` });
    await adds('plug-in', 'object', { data: `${url}/object` });
    await adds('picture', 'img', { src: `${url}/picture.png` });
    await adds('base', 'base', { href: `${url}/` });
    await adds('form', 'form', { action: `${url}/form` });
    tries('worker', () => new Worker(`${url}/worker.js`) instanceof Worker);
    // Its failure comes later, so that only the neighbour can tell.
    tries('socket', () => !new WebSocket(`${url.replace('http', 'ws')}/socket`));
    tries('source of events', () => !new EventSource(`${url}/events`));
    // Speculation is a script to the policy, and a hint is a request.
    await adds(
      'speculation',
      'script',
      { type: 'speculationrules' },
      `{"prefetch":[{"urls":["${url}/guess"]}]}`,
    );
    for (const rel of ['prefetch', 'preload', 'modulepreload', 'preconnect', 'dns-prefetch'])
      await adds(rel, 'link', { rel, as: 'script', href: `${url}/${rel}` });
    await adds('ping', 'a', { href: '#', ping: `${url}/ping` });
    navigator.sendBeacon(`${url}/beacon`, 'x');
    const fetched = await fetch(`${url}/fetch`).catch(() => null);
    if (fetched !== null) came.push('fetch');
    await moment();
    return came;
  }, elsewhere);
}
