import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between the app and a server, and breaks connections as bad networks do. */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** A connection is reset after so many more bytes from the app: in the middle of whatever it sends. */
  #bytesUntilReset = Number.POSITIVE_INFINITY;
  #isSilent = false;
  resets = 0;

  private constructor(server: Server, target: { readonly host: string; readonly port: number }) {
    this.#server = server;
    server.on('connection', (client) => this.#join(client, connect(target)));
  }

  static async start(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  resetAfter(bytes: number): void {
    this.#bytesUntilReset = bytes;
  }

  /** Swallows everything in both directions, and says nothing; or passes everything on again. */
  setSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
    for (const socket of this.#sockets) {
      if (isSilent) socket.pause();
      else socket.resume();
    }
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client: Socket, server: Socket): void {
    this.#keep(client, server);
    this.#keep(server, client);
    client.on('data', (chunk: Buffer) => {
      const rest = this.#bytesUntilReset;
      this.#bytesUntilReset -= chunk.length;
      server.write(chunk.subarray(0, Math.max(0, rest)));
      if (chunk.length < rest) return;
      this.#bytesUntilReset = Number.POSITIVE_INFINITY;
      this.resets += 1;
      // What was written is on its way to the server; the app hears of nothing but the reset.
      client.resetAndDestroy();
      server.end();
    });
    server.on('data', (chunk: Buffer) => void client.write(chunk));
    if (this.#isSilent) this.setSilent(true);
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}
