import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy as people run them: it strips its prefix, tells nobody, and adds a policy of its own. */
export interface PrefixProxy {
  readonly url: string;
  close(): Promise<void>;
}

const POLICY = "default-src 'self'";

export async function startPrefixProxy(prefix: string, target: string): Promise<PrefixProxy> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (!path.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404).end('not below the prefix');
      return;
    }
    const { method, headers } = incoming;
    const forwarded = request({ hostname, port, path: path.slice(prefix.length), method, headers }, (answer) => {
      for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value ?? '');
      outgoing.appendHeader('content-security-policy', POLICY);
      outgoing.writeHead(answer.statusCode ?? 502);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}${prefix}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
