import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authTests } from './storage/auth-tests.ts';
import { detailTests } from './storage/detail-tests.ts';
import { endpointTests } from './storage/endpoint-tests.ts';
import { fleetTests } from './storage/fleet-tests.ts';
import { graphTests } from './storage/graph-tests.ts';
import { instanceTests } from './storage/instance-tests.ts';
import { keeperTests } from './storage/keeper-tests.ts';
import { labelSumTests } from './storage/label-sum-tests.ts';
import { labelTests } from './storage/label-tests.ts';
import { maintenanceTests } from './storage/maintenance-tests.ts';
import { memoryTests } from './storage/memory-tests.ts';
import { metricsTests } from './storage/metrics-tests.ts';
import { openStorages } from './storage/open-storages.ts';
import { recountTests } from './storage/recount-tests.ts';
import { regressionTests } from './storage/regression-tests.ts';
import { requestListTests } from './storage/request-list-tests.ts';
import { runtimeTests } from './storage/runtime-tests.ts';
import { schemaTests } from './storage/schema-tests.ts';
import type { ContractTest, StorageContext, StorageHarness } from './storage/storage-context.ts';
import { tokenTests } from './storage/token-tests.ts';
import { userTests } from './storage/user-tests.ts';
import { writeTests } from './storage/write-tests.ts';

export function runStorageContract(harness: StorageHarness): void {
  describe(`the storage on ${harness.engine}`, () => {
    let context: StorageContext;
    let storages: Awaited<ReturnType<typeof openStorages>>;
    beforeEach(async () => {
      storages = await openStorages(harness);
      context = storages;
    });
    afterEach(() => storages.closeAll());

    const titles = new Set<string>();
    const contractTest: ContractTest = (title, timeout, run) => {
      titles.add(title);
      const reason = harness.unsupported[title];
      if (reason === undefined) test(title, { timeout }, run);
      else test.fails(`${title} (unsupported: ${reason})`, { timeout }, run);
    };
    const contextNow = (): StorageContext => context;
    writeTests(contextNow);
    endpointTests(contextNow);
    metricsTests(contextNow);
    requestListTests(contextNow);
    authTests(contextNow);
    userTests(contextNow);
    tokenTests(contextNow);
    keeperTests(contextNow);
    labelSumTests(contextNow);
    memoryTests(contextNow);
    detailTests(contextNow);
    fleetTests(contextNow, contractTest);
    instanceTests(contextNow);
    graphTests(contextNow);
    labelTests(contextNow);
    maintenanceTests(contextNow);
    regressionTests(contextNow);
    runtimeTests(contextNow);
    schemaTests(contextNow);
    recountTests(harness);

    test('names only gaps that the contract knows', () => {
      expect(Object.keys(harness.unsupported).filter((title) => !titles.has(title))).toEqual([]);
    });
  });
}
