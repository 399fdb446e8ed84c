import { expect, test } from 'vitest';
import { dueLook, type SeenVersion } from './version-looks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 10);

function seen(value: string, firstSeen: number, lastSeen: number, requests = 1000): SeenVersion {
  return { value, firstSeen, lastSeen, requests };
}

function look(versions: readonly SeenVersion[], now: number): string | null {
  return dueLook(versions, now)?.name ?? null;
}

test('a version is looked at a minute after its first request, and then each time that its age has doubled', () => {
  const at = (age: number): string | null =>
    look([seen('2', START, START + age), seen('1', START - DAY, START)], START + age);
  expect([30_000, MINUTE, MINUTE + 5000, 119_000, 125_000, 5 * MINUTE].map(at)).toEqual([
    null,
    null,
    '2 look 0',
    '2 look 0',
    '2 look 1',
    '2 look 2',
  ]);
  expect([3 * DAY, 6 * DAY, 20 * DAY].map(at)).toEqual(['2 look 12', '2 look 13', '2 look 13']);
});

test('the times that a look compares do not depend on when it is made', () => {
  const versions = [seen('2', START, START + 90_000), seen('1', START - DAY, START + 30_000)];
  const early = dueLook(versions, START + 70_000);
  expect(early).toEqual(dueLook(versions, START + 110_000));
  expect(early?.sides).toEqual({
    comparison: { version: '2', range: { from: START, to: START + MINUTE } },
    // What the older version served beside the newer one, and an hour before.
    baseline: { version: '1', range: { from: START - HOUR, to: START + 30_001 } },
  });
});

test('a version is compared with the one that served last before it, not with one that hardly anybody saw', () => {
  const versions = [
    seen('4', START, START + DAY),
    seen('3', START - HOUR, START - HOUR + 1, 20),
    seen('2', START - 3 * DAY, START - 2 * DAY),
    seen('1', START - 9 * DAY, START - DAY),
  ];
  const { sides } = dueLook(versions, START + 10 * MINUTE) ?? {};
  // It was down for a day: its last hour counts.
  expect(sides?.baseline).toEqual({ version: '1', range: { from: START - DAY + 1 - HOUR, to: START - DAY + 1 } });
});

test('an older version that is back is not looked at again, and says that the newer one was taken back', () => {
  const back = [seen('2', START, START + HOUR), seen('1', START - DAY, START + 3 * HOUR)];
  expect(dueLook(back, START + 3 * HOUR)).toMatchObject({ name: '1 again', sides: null });
  const sideBySide = [seen('2', START, START + HOUR), seen('1', START - DAY, START + 1.5 * HOUR)];
  expect(look(sideBySide, START + 2 * HOUR)).toBe('2 look 6');
});

test('nothing is due without an older version', () => {
  expect(look([], START)).toBeNull();
  expect(look([seen('1', START, START + DAY)], START + DAY)).toBeNull();
});
