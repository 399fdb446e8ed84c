import type { ColumnDefinitionBuilder, CreateTableBuilder, RawBuilder } from 'kysely';

export type ColumnType = Parameters<CreateTableBuilder<string>['addColumn']>[1];

/** How a database spells what the schema needs. */
export interface ColumnTypes {
  readonly id: ColumnType;
  /** Makes a column of type `id` a primary key that counts by itself. */
  countUp(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  readonly blob: ColumnType;
  /** Ends a table's definition so that its rows lie in the order of their primary key, where that is not the rule. */
  readonly clustered: RawBuilder<unknown> | null;
}
