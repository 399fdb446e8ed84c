import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { AnswerRest } from '../api/api-request.ts';
import { answerInChunks } from './answer.ts';

const CHUNK = new Uint8Array(65_536);
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

class CountedRest implements AnswerRest {
  taken = 0;
  left = 0;
  readonly #chunks: number;
  readonly #end: Error | null;

  constructor(chunks: number, end: Error | null = null) {
    this.#chunks = chunks;
    this.#end = end;
  }

  async next(): Promise<Uint8Array | null> {
    this.taken += 1;
    if (this.taken <= this.#chunks) return CHUNK;
    if (this.#end !== null) throw this.#end;
    return null;
  }

  leave(): void {
    this.left += 1;
  }
}

async function ask(rest: AnswerRest, method = 'GET'): Promise<IncomingMessage> {
  const server = createServer((_request, response) => {
    void answerInChunks(response, { status: 200, headers: { 'content-type': 'text/csv' }, body: CHUNK }, rest);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, method });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of response) length += (chunk as Buffer).byteLength;
  return length;
}

test('a long answer arrives whole', async () => {
  const response = await ask(new CountedRest(50));
  expect(response.headers).toMatchObject({ 'content-type': 'text/csv', 'x-content-type-options': 'nosniff' });
  expect(await lengthOf(response)).toBe(51 * CHUNK.byteLength);
});

test('a client that does not read is waited for, and one that goes ends the reading', async () => {
  const rest = new CountedRest(1_000_000);
  const response = await ask(rest);
  let before = -1;
  while (rest.taken !== before) {
    before = rest.taken;
    await pause(200);
  }
  // What the kernel's buffers hold.
  expect(rest.taken).toBeLessThan(500);
  expect(rest.left).toBe(0);
  response.destroy();
  await expect.poll(() => rest.left).toBeGreaterThan(0);
});

test('an answer that ends too early does not look complete', async () => {
  await expect(lengthOf(await ask(new CountedRest(3, new Error('lost'))))).rejects.toThrow('aborted');
});

test('HEAD asks for nothing', async () => {
  const rest = new CountedRest(3);
  expect(await lengthOf(await ask(rest, 'HEAD'))).toBe(0);
  expect([rest.taken, rest.left > 0]).toEqual([0, true]);
});
