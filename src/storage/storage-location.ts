/**
 * Where the data is. Survives a structured clone: it travels to the worker, which opens the database there.
 */
export type StorageLocation =
  | { readonly engine: 'sqlite'; readonly file: string; readonly tablePrefix: string }
  /** In one thread the same name is the same database; it ends with the thread. */
  | { readonly engine: 'memory'; readonly name: string; readonly tablePrefix: string }
  | { readonly engine: 'postgres'; readonly url: string; readonly tablePrefix: string }
  | { readonly engine: 'mysql'; readonly url: string; readonly tablePrefix: string };
