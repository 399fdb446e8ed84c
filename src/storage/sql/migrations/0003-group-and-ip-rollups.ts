import { createRollupTable } from './0001-requests-and-rollups.ts';
import type { MigrationContext } from './migration.ts';

export async function createGroupAndIpRollups(context: MigrationContext): Promise<void> {
  for (const table of ['rollups_group', 'rollups_ip']) await createRollupTable(context, table, 'label_id');
}
