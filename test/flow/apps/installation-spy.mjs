// Loaded before the monitor, on the app's thread and in the worker: prints what either of them installs.
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const hooks = require('node:async_hooks');
const inspector = require('node:inspector');
const threads = require('node:worker_threads');
const perfHooks = require('node:perf_hooks');

function announce(owner, method, what) {
  const original = owner[method];
  owner[method] = function announced(...args) {
    process.stdout.write(`installed: ${what}\n`);
    return original.apply(this, args);
  };
}

const { createHook } = hooks;
hooks.createHook = (callbacks) => {
  const hook = createHook(callbacks);
  announce(hook, 'enable', 'async hook');
  return hook;
};
announce(hooks.AsyncLocalStorage.prototype, 'run', 'AsyncLocalStorage');
announce(hooks.AsyncLocalStorage.prototype, 'enterWith', 'AsyncLocalStorage');
announce(inspector.Session.prototype, 'connect', 'inspector session');
announce(inspector.Session.prototype, 'connectToMainThread', 'inspector session');
announce(perfHooks.PerformanceObserver.prototype, 'observe', 'performance observer');
announce(perfHooks, 'monitorEventLoopDelay', 'event-loop delay monitor');

threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--import', import.meta.url] });
  }
};
syncBuiltinESMExports();
