import { findPostgres, PostgresServer } from '../support/postgres-server.ts';
import { describeServerFaults } from '../support/server-faults.ts';

const programs = findPostgres();
describeServerFaults('PostgreSQL', programs === null ? null : () => PostgresServer.create(programs));
