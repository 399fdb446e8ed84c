/** What a chart shows, as rows: for the table behind it and for the CSV file. */
export interface ChartTable {
  readonly columns: readonly string[];
  /** Raw values: times as ISO text, durations in milliseconds. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}
