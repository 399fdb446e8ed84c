import { afterEach, describe, expect, it } from 'vitest';
import type { RecordBatch } from '../model/record-batch.ts';
import { BatchShipper } from './batch-shipper.ts';
import { announceClosed, createExitBarrier, waitUntilClosed } from './exit-barrier.ts';
import { RecordBuffer, type RequestRow } from './record-buffer.ts';

const row: RequestRow = {
  endpoint: { method: 'GET', route: '/' },
  time: 1,
  durationMillis: 2,
  statusCode: 200,
  aborted: false,
  group: null,
  ip: null,
  trace: null,
};
const shippers: BatchShipper[] = [];

function rig() {
  const buffer = new RecordBuffer();
  const sent: RecordBatch[] = [];
  const worker = { running: true };
  const drops: [string, number][] = [];
  const shipper = new BatchShipper({
    buffer,
    instance: 'a',
    version: '1',
    send: (message) => {
      if (worker.running && message.type === 'batch') sent.push(message.batch);
      return worker.running;
    },
    dropped: (reason, rows) => drops.push([reason, rows]),
  });
  shippers.push(shipper);
  return { buffer, sent, worker, drops, shipper, sequences: () => sent.map((batch) => batch.sequence) };
}

afterEach(() => {
  for (const shipper of shippers.splice(0)) shipper.stop();
});

describe('BatchShipper', () => {
  it('keeps a batch until it is acknowledged, and sends it again to a fresh worker', () => {
    const { buffer, shipper, sequences, worker } = rig();
    buffer.add(row);
    shipper.ship();
    worker.running = false;
    buffer.add(row);
    shipper.ship();
    expect(shipper.queuedBatches).toBe(2);
    worker.running = true;
    shipper.workerStarted();
    expect(sequences()).toEqual([1, 1, 2]);
    shipper.acknowledged(1);
    shipper.acknowledged(2);
    shipper.acknowledged(2);
    expect([shipper.queuedBatches, shipper.queuedRows]).toEqual([0, 0]);
  });

  it('posts only a few batches at once and the next when one is stored', () => {
    const { buffer, shipper, sequences } = rig();
    for (let index = 0; index < 11; index += 1) {
      buffer.add(row);
      shipper.ship();
    }
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    shipper.acknowledged(1);
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('ships by size without waiting for the interval', () => {
    const { buffer, shipper, sent } = rig();
    for (let index = 0; index < 2000; index += 1) {
      buffer.add(row);
      shipper.recordAdded();
    }
    expect(sent).toHaveLength(1);
  });

  it('stops taking from the buffer while too much waits, so that memory stays bounded', () => {
    const { buffer, shipper, worker } = rig();
    worker.running = false;
    let refused = 0;
    for (let index = 0; index < 100_000; index += 1) {
      if (buffer.add(row)) shipper.recordAdded();
      else refused += 1;
    }
    expect(shipper.queuedRows).toBeLessThan(75_000);
    expect(refused).toBe(100_000 - shipper.queuedRows);
  });

  it('posts everything at once when the process ends', () => {
    const { buffer, shipper, sequences } = rig();
    for (let index = 0; index < 11; index += 1) {
      buffer.add(row);
      shipper.ship();
    }
    buffer.add(row);
    shipper.shipEverything();
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('counts what fits neither in memory nor on disk under a reason of its own', () => {
    const { buffer, shipper, worker, drops } = rig();
    worker.running = false;
    shipper.setSpillFull(true);
    for (let index = 0; index < 100_000; index += 1) if (buffer.add(row)) shipper.recordAdded();
    const dropped = drops.reduce((sum, [, rows]) => sum + rows, 0);
    expect(new Set(drops.map(([reason]) => reason))).toEqual(new Set(['spill-full']));
    expect(dropped + shipper.queuedRows).toBe(100_000);
    shipper.setSpillFull(false);
    worker.running = true;
    shipper.workerStarted();
    for (let sequence = 1; sequence <= 30; sequence += 1) shipper.acknowledged(sequence);
    buffer.add(row);
    shipper.ship();
    expect(shipper.queuedBatches).toBe(1);
  });

  it('flush resolves once everything recorded before it is stored', async () => {
    const { buffer, shipper } = rig();
    buffer.add(row);
    let flushed = false;
    const flushing = shipper.flush().then(() => {
      flushed = true;
    });
    await Promise.resolve();
    expect(flushed).toBe(false);
    shipper.acknowledged(1);
    await flushing;
    expect(flushed).toBe(true);
    await shipper.flush();
  });
});

describe('the exit barrier', () => {
  it('lets through once the worker has closed, and gives up in time', () => {
    const barrier = createExitBarrier();
    expect(waitUntilClosed(barrier, 30)).toBe(false);
    announceClosed(barrier);
    expect(waitUntilClosed(barrier, 1000)).toBe(true);
  });
});
