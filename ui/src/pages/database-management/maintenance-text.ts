import type { ApiMaintenance } from '../../../../src/api/admin-contract.ts';
import { formatExactCount } from '../../format/count.ts';

const OUTCOMES: Readonly<Record<NonNullable<ApiMaintenance['outcome']>, string>> = {
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
  lost: 'Its process ended in the middle of it',
};

export function outcomeText({ outcome }: Pick<ApiMaintenance, 'outcome'>): string {
  return outcome === null ? 'Under way' : OUTCOMES[outcome];
}

export function removedText({ removed }: Pick<ApiMaintenance, 'removed'>): string {
  const { requests, rollups } = removed;
  if (requests + rollups === 0) return 'nothing was too old';
  return `${formatExactCount(requests)} requests and ${formatExactCount(rollups)} rollups removed`;
}
