import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../../model/record-batch.ts';

/** A batch's rows in the order in which they are inserted: the completed ones before the aborted, without those of no endpoint. */
export function insertedRows(
  { requests }: RecordBatch,
  endpointIds: readonly (number | undefined)[],
): readonly number[] {
  const completed: number[] = [];
  const aborted: number[] = [];
  for (let row = 0; (row + 1) * REQUEST_STRIDE <= requests.length; row += 1) {
    const at = row * REQUEST_STRIDE;
    if (endpointIds[requests[at + REQUEST_FIELD.endpoint] ?? -1] === undefined) continue;
    (requests[at + REQUEST_FIELD.aborted] === 1 ? aborted : completed).push(row);
  }
  return [...completed, ...aborted];
}
