/** How long each kind of data is kept; days, and null for no cap. */
export interface RetentionSettings {
  readonly requestDays: number;
  readonly detailDays: number;
  readonly minuteRollupDays: number;
  readonly quarterHourRollupDays: number;
  readonly maxDatabaseMegabytes: number | null;
}

/** How often what is too old is looked for. */
export const RETENTION_INTERVAL_MILLIS = 3_600_000;
