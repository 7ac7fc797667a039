import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface PageServer {
  readonly url: string;
  /** What the page posts to a path; rejects when nothing comes. */
  posted(path: string): Promise<Buffer>;
  close(): void;
}

/** Without these headers a page has no SharedArrayBuffer. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

/** Milliseconds: less than a test may take. */
const PATIENCE = 50_000;

/** Serves texts by their path, on this machine alone. */
export async function servePage(files: ReadonlyMap<string, string>): Promise<PageServer> {
  const arrived = new Map<string, (body: Buffer | Error) => void>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'POST') {
      void buffer(request).then((body) => {
        if (path === '/failure') for (const end of arrived.values()) end(new Error(String(body)));
        else arrived.get(path)?.(body);
        response.writeHead(204, ISOLATION).end();
      });
      return;
    }
    const text = files.get(path);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(text === undefined ? 404 : 200, { ...ISOLATION, 'Content-Type': type });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    posted: (path) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no POST of ${path}`)), PATIENCE);
        arrived.set(path, (body) => {
          clearTimeout(timer);
          if (body instanceof Error) reject(body);
          else resolve(body);
        });
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
