export { bind } from './adapters/detect-adapter.ts';
export type { DashboardOptions, ExcludeRule, GroupBy, RetentionOptions } from './config/options.ts';
export type { MonitoringLevel } from './model/endpoint.ts';
export { type ErrorCode, MonitoringError } from './model/errors.ts';
export type { Logger } from './model/logger.ts';
export type { Dashboard } from './monitor.ts';
