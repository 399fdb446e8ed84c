/** How often a duration was seen; many of them, shortest first, are a distribution. */
export interface DurationCount {
  readonly millis: number;
  readonly count: number;
}
