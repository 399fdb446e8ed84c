import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../../model/record-batch.ts';

/** A batch's rows in the order in which they are inserted: as they come, without those of no endpoint. */
export function insertedRows(
  { requests }: RecordBatch,
  endpointIds: readonly (number | undefined)[],
): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; (row + 1) * REQUEST_STRIDE <= requests.length; row += 1) {
    const endpoint = requests[row * REQUEST_STRIDE + REQUEST_FIELD.endpoint] ?? -1;
    if (endpointIds[endpoint] !== undefined) rows.push(row);
  }
  return rows;
}
