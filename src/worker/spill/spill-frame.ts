import { crc32 } from 'node:zlib';

/** Length and checksum, four bytes each. */
const HEAD_BYTES = 8;

export interface Frame {
  readonly payload: Buffer;
  /** Where the next frame begins, from the start of the bytes. */
  readonly end: number;
}

export interface FramesFound {
  readonly frames: readonly Frame[];
  /**
   * Bytes that the next frame takes, as far as can be told: more than there are when it is cut off. Null when
   * there is no sound frame, however much follows.
   */
  readonly needed: number | null;
}

/** A record that tells by itself, after a crash or a full disk, whether it was written whole. */
export function frameOf(payload: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeUInt32LE(checksum(frame, payload), 4);
  payload.copy(frame, HEAD_BYTES);
  return frame;
}

/** The sound frames that the bytes begin with. */
export function framesIn(bytes: Buffer): FramesFound {
  const frames: Frame[] = [];
  for (let at = 0; ; ) {
    if (at + HEAD_BYTES > bytes.length) return { frames, needed: HEAD_BYTES };
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at);
    if (end > bytes.length) return { frames, needed: end - at };
    const payload = bytes.subarray(at + HEAD_BYTES, end);
    if (bytes.readUInt32LE(at + 4) !== checksum(bytes.subarray(at), payload)) return { frames, needed: null };
    frames.push({ payload, end });
    at = end;
  }
}

/** Covers the length too: zeros that a file system left where data should be are no frame. */
function checksum(head: Buffer, payload: Buffer): number {
  return crc32(payload, crc32(head.subarray(0, 4)));
}
