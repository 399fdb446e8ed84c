import { describe, expect, it } from 'vitest';
import { outcomeText, removedText } from './maintenance-text.ts';

describe('maintenance', () => {
  it('says how it ended', () => {
    expect(outcomeText({ outcome: 'done' })).toBe('Done');
    expect(outcomeText({ outcome: null })).toBe('Under way');
  });

  it('says what it removed', () => {
    expect(removedText({ removed: { requests: 1200, rollups: 3, details: 2, labels: 1 } })).toBe(
      '1,200 requests, 3 rollups, and 2 outliers and profiles removed',
    );
    expect(removedText({ removed: { requests: 0, rollups: 0, details: 0, labels: 0 } })).toBe('nothing was too old');
  });
});
