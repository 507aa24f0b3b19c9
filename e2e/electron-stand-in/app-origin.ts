/**
 * `protocol.handle` without Electron: Chromium knows no scheme of ours, so a loopback server stands for the origin
 * app://convcanvas. Addresses are translated both ways, origin by origin; every other address stays as it is.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type ProtocolHandler = (request: Request) => Promise<Response> | Response;

const INSIDE = 'app://convcanvas';

export class AppOrigin {
  private outside = '';
  private handler: ProtocolHandler | null = null;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });
  private readonly ready = new Promise<void>((resolve) => {
    this.server.listen(0, '127.0.0.1', () => {
      const address = this.server.address();
      if (address !== null && typeof address === 'object') this.outside = `http://127.0.0.1:${address.port}`;
      resolve();
    });
  });

  handle(handler: ProtocolHandler): void {
    this.handler = handler;
  }

  /** What Chromium is told to load. */
  async outsideOf(url: string): Promise<string> {
    await this.ready;
    return url.startsWith(`${INSIDE}/`) ? this.outside + url.slice(INSIDE.length) : url;
  }

  /** What the main process would see. */
  insideOf(url: string): string {
    return url.startsWith(`${this.outside}/`) ? INSIDE + url.slice(this.outside.length) : url;
  }

  /** What the main process sends, with addresses of its own as Chromium can fetch them. */
  toPage(message: unknown): unknown {
    return withUrls(message, (url) =>
      url.startsWith(`${INSIDE}/`) ? this.outside + url.slice(INSIDE.length) : url,
    );
  }

  fromPage(message: unknown): unknown {
    return withUrls(message, (url) => this.insideOf(url));
  }

  isInside(url: string): boolean {
    return url.startsWith(`${this.outside}/`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.handler === null) throw new Error('No protocol is handled.');
    const { url = '/', method = 'GET' } = request;
    // As it came: a Request would tidy the address before the handler could refuse it.
    const headers = new Headers();
    if (request.headers.range !== undefined) headers.set('range', request.headers.range);
    const given = { url: INSIDE + url, method, headers } as Request;
    const answer = await this.handler(given);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(new Uint8Array(await answer.arrayBuffer()));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** The message with each of its fields that are called `url` translated. */
function withUrls(value: unknown, translate: (url: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withUrls(each, translate));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      key === 'url' && typeof each === 'string' ? translate(each) : withUrls(each, translate),
    ]),
  );
}
