import { findMariadb, MariadbServer } from '../support/mariadb-server.ts';
import { describeServerFaults } from '../support/server-faults.ts';

const programs = findMariadb();
describeServerFaults('MariaDB', programs === null ? null : () => MariadbServer.create(programs));
