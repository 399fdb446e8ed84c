import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, framesIn } from './spill-frame.ts';

const payloads = fc.array(fc.uint8Array({ minLength: 0, maxLength: 300 }), { maxLength: 12 });

function streamOf(contents: readonly Uint8Array[]): { bytes: Buffer; ends: number[] } {
  const frames = contents.map((content) => frameOf(Buffer.from(content)));
  const ends: number[] = [];
  for (const frame of frames) ends.push((ends.at(-1) ?? 0) + frame.length);
  return { bytes: Buffer.concat(frames), ends };
}

function read(bytes: Buffer): string[] {
  return framesIn(bytes).frames.map(({ payload }) => payload.toString('hex'));
}

function hex(content: Uint8Array): string {
  return Buffer.from(content).toString('hex');
}

describe('frames', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(payloads, (contents) => {
        const { bytes, ends } = streamOf(contents);
        expect(read(bytes)).toEqual(contents.map(hex));
        expect(framesIn(bytes).frames.map(({ end }) => end)).toEqual(ends);
      }),
    );
  });

  it('before a cut are all there, and nothing of the one that is cut', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (contents, cut) => {
        const { bytes, ends } = streamOf(contents);
        const at = cut % (bytes.length + 1);
        const whole = ends.filter((end) => end <= at).length;
        expect(read(bytes.subarray(0, at))).toEqual(contents.slice(0, whole).map(hex));
      }),
      { numRuns: 1000 },
    );
  });

  it('before a damage are all there, and no damaged one is', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), (contents, where, flip) => {
        const { bytes, ends } = streamOf(contents);
        fc.pre(bytes.length > 0);
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const whole = ends.filter((end) => end <= at).length;
        expect(read(bytes)).toEqual(contents.slice(0, whole).map(hex));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([8, 16, 4096])('are not made of %i zeros, which a file system leaves after a power cut', (length) => {
    const { bytes } = streamOf([new Uint8Array([1, 2, 3])]);
    expect(read(Buffer.concat([bytes, Buffer.alloc(length)]))).toEqual(['010203']);
  });

  it('tell how many bytes the next one takes', () => {
    const frame = frameOf(Buffer.alloc(100));
    expect(framesIn(frame.subarray(0, 50)).needed).toBe(108);
    expect(framesIn(frame.subarray(0, 3)).needed).toBe(8);
    frame[60] = 1;
    expect(framesIn(frame).needed).toBeNull();
  });
});
