/** Users and IP addresses are shown alike; this is how they differ. */
export type LabelDimension = 'group' | 'ip';

interface LabelWords {
  readonly one: string;
  readonly many: string;
  /** Requests that have none. */
  readonly none: string;
}

export const LABEL_WORDS: Readonly<Record<LabelDimension, LabelWords>> = {
  group: { one: 'User', many: 'Users', none: 'No user' },
  ip: { one: 'IP address', many: 'IP addresses', none: 'No address' },
};

export function labelName(dimension: LabelDimension, value: string | number | null | undefined): string {
  return value === null || value === undefined ? LABEL_WORDS[dimension].none : String(value);
}
