// Preloaded into an app, this is all that it takes to be on another host: the name of the machine is FAKE_HOST.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

os.hostname = () => process.env.FAKE_HOST;
syncBuiltinESMExports();
