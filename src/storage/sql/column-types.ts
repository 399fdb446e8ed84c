import type { ColumnDefinitionBuilder, CreateTableBuilder } from 'kysely';

type ColumnType = Parameters<CreateTableBuilder<string>['addColumn']>[1];

/** How a database spells what the schema needs. */
export interface ColumnTypes {
  readonly id: ColumnType;
  /** Makes a column of type `id` a primary key that counts by itself. */
  countUp(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  readonly blob: ColumnType;
  /** Says what every table needs to hold text exactly. */
  endTable(create: CreateTableBuilder<string>): CreateTableBuilder<string>;
  /** The same for a table whose rows are to lie in the order of their primary key. */
  endClusteredTable(create: CreateTableBuilder<string>): CreateTableBuilder<string>;
}
