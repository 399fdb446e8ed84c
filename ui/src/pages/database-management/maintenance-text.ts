import type { ApiMaintenance, PrunedRows } from '../../../../src/api/admin-contract.ts';
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
  return hasRows(removed) ? `${rowsText(removed)} removed` : 'nothing was too old';
}

export function hasRows({ requests, rollups, details }: PrunedRows): boolean {
  return requests + rollups + details > 0;
}

export function rowsText({ requests, rollups, details }: PrunedRows): string {
  const [first, second, third] = [requests, rollups, details].map(formatExactCount);
  return `${first} requests, ${second} rollups, and ${third} outliers and profiles`;
}
