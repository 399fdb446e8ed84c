import { constants } from 'node:fs';
import { type FileHandle, open, unlink, utimes } from 'node:fs/promises';
import { type RecordBatch, requestCount } from '../../model/record-batch.ts';
import { decodeBatch, encodeBatch, summarizeBatch } from './batch-codec.ts';
import { type Frame, frameOf, framesIn } from './spill-frame.ts';

/** Tells our files, and this layout of them, from anything else. */
const SIGNATURE = Buffer.from('nmdspil1');
const CHUNK_BYTES = 512 * 1024;
/** Batches read at once, to be stored in one transaction. */
const BATCHES_AT_ONCE = 64;

interface Written {
  /** Of each batch that was written whole. */
  readonly ends: readonly number[];
  readonly failure: unknown;
}

/** The file is not ours, or written by a version that this one does not understand. */
export class ForeignSpillFile extends Error {}

/**
 * Batches of one instance on disk, in order. Whatever a crash did to the end of it, the batches before
 * are whole. Not safe for overlapping calls that write.
 */
export class SpillFile {
  readonly #handle: FileHandle;
  readonly path: string;
  #end: number = SIGNATURE.length;
  #taken: number = SIGNATURE.length;
  #read: { readonly end: number; readonly batches: number; readonly requests: number } | null = null;
  #batches = 0;
  #requests = 0;
  #lastSequence = 0;
  /** Bytes behind the last whole batch, cut off when the file was opened. */
  tornBytes = 0;

  private constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.path = path;
  }

  /** Opens or creates the file; rejects with `ForeignSpillFile` or with the file system's error. */
  static async open(path: string): Promise<SpillFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const file = new SpillFile(handle, path);
      await file.#recover();
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** On disk, including what is taken already. */
  get bytes(): number {
    return this.#end;
  }

  get batches(): number {
    return this.#batches;
  }

  get requests(): number {
    return this.#requests;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get isEmpty(): boolean {
    return this.#taken === this.#end;
  }

  /**
   * Writes batches up to the limit and answers how many. They survive the process, and a power cut too:
   * the database that is away would have promised no less. Called about once a second, so waiting for
   * the disk costs little. Rejects when not even the first could be written; the file is then as before.
   */
  async append(batches: readonly RecordBatch[], limitBytes: number): Promise<number> {
    const { ends, failure } = await this.#writeFrames(batches, limitBytes);
    const end = ends.at(-1);
    if (end === undefined) {
      if (failure !== null) throw failure;
      return 0;
    }
    await this.#handle.datasync();
    const written = batches.slice(0, ends.length);
    this.#end = end;
    this.#batches += written.length;
    this.#requests += written.reduce((sum, batch) => sum + requestCount(batch), 0);
    this.#lastSequence = written.at(-1)?.sequence ?? this.#lastSequence;
    return written.length;
  }

  /** The oldest batches; the same again until they are `taken`. */
  async read(): Promise<readonly RecordBatch[]> {
    const frames: Frame[] = [];
    for await (const frame of this.#frames(this.#taken)) {
      frames.push(frame);
      if (frames.length === BATCHES_AT_ONCE || frame.end - this.#taken >= CHUNK_BYTES) break;
    }
    const batches = frames.map(({ payload }) => decodeBatch(payload));
    // What cannot be read any more must not hold up what comes after the file.
    const end = frames.at(-1)?.end ?? this.#end;
    const requests = batches.reduce((sum, batch) => sum + requestCount(batch), 0);
    this.#read = { end, batches: batches.length, requests };
    return batches;
  }

  /** What was read last is in the database. */
  taken(): void {
    if (this.#read === null) return;
    this.#taken = this.#read.end;
    this.#batches -= this.#read.batches;
    this.#requests -= this.#read.requests;
    this.#read = null;
  }

  /** Says to other machines that somebody owns the file. */
  async touch(seconds: number): Promise<void> {
    await utimes(this.path, seconds, seconds);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async remove(): Promise<void> {
    await this.#handle.close();
    await unlink(this.path);
  }

  async #writeFrames(batches: readonly RecordBatch[], limitBytes: number): Promise<Written> {
    const ends: number[] = [];
    let at = this.#end;
    try {
      for (const batch of batches) {
        const frame = frameOf(encodeBatch(batch));
        if (at + frame.length > limitBytes) break;
        await this.#writeAt(frame, at);
        at += frame.length;
        ends.push(at);
      }
      return { ends, failure: null };
    } catch (failure) {
      // Half a batch is given back to the full disk; where it stays, its checksum tells.
      await this.#handle.truncate(at).catch(() => {});
      return { ends, failure };
    }
  }

  async #recover(): Promise<void> {
    const { size } = await this.#handle.stat();
    const signature = await this.#readAt(0, SIGNATURE.length);
    if (!SIGNATURE.subarray(0, signature.length).equals(signature)) throw new ForeignSpillFile(this.path);
    if (signature.length < SIGNATURE.length) return this.#begin();
    this.#end = size;
    let end = SIGNATURE.length;
    for await (const frame of this.#frames(end)) {
      const { sequence, requests } = summarizeBatch(frame.payload);
      this.#batches += 1;
      this.#requests += requests;
      this.#lastSequence = sequence;
      end = frame.end;
    }
    this.#end = end;
    this.tornBytes = size - end;
    if (this.tornBytes > 0) await this.#handle.truncate(end);
  }

  async #begin(): Promise<void> {
    try {
      await this.#writeAt(SIGNATURE, 0);
    } catch (error) {
      await unlink(this.path).catch(() => {});
      throw error;
    }
  }

  /** From a position to the end or the first damage; ends are positions in the file. */
  async *#frames(from: number): AsyncGenerator<Frame> {
    let at = from;
    let length = CHUNK_BYTES;
    while (at < this.#end) {
      const bytes = await this.#readAt(at, Math.min(length, this.#end - at));
      const { frames, needed } = framesIn(bytes);
      for (const { payload, end } of frames) yield { payload, end: at + end };
      at += frames.at(-1)?.end ?? 0;
      if (needed === null || at + needed > this.#end) return;
      if (frames.length === 0 && needed <= bytes.length) return;
      length = Math.max(CHUNK_BYTES, needed);
    }
  }

  async #readAt(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  async #writeAt(bytes: Buffer, position: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, position + written);
      written += bytesWritten;
    }
  }
}
