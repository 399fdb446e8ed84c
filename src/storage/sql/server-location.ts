/** A database server and whose tables are meant. */
export interface ServerLocation {
  readonly url: string;
  readonly tablePrefix: string;
}
