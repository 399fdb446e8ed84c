import type { MigrationContext } from './migration.ts';

const NUMBERS = [
  'elapsed_micros',
  'loop_active_micros',
  'loop_delay_p50_micros',
  'loop_delay_p99_micros',
  'loop_delay_max_micros',
  'cpu_micros',
  'collections',
  'collection_micros',
  'collection_max_micros',
  'resident_bytes',
  'heap_used_bytes',
  'heap_total_bytes',
  'external_bytes',
];

export async function createRuntimeSamples({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  let create = db.schema
    .createTable('runtime_samples')
    .ifNotExists()
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('instance_id', 'integer', (column) => column.notNull());
  for (const name of NUMBERS) create = create.addColumn(name, 'bigint', (column) => column.notNull());
  const keyed = create.addPrimaryKeyConstraint(`${tablePrefix}runtime_samples_key`, ['time', 'instance_id']);
  await columnTypes.endClusteredTable(keyed).execute();
}
