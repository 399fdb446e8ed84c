import { type EndpointKey, endpointName, type MonitoringLevel } from '../model/endpoint.ts';

/** Routes are finite; an app that makes them up without end must not fill this process's memory. */
const MAX_ENDPOINTS = 10_000;

/** Endpoint → level, kept in step with storage through the worker. */
export class MonitoringLevels {
  readonly #defaultLevel: MonitoringLevel;
  readonly #byName = new Map<string, MonitoringLevel>();
  /** Adapters hand out one key object per endpoint, so the name is rarely built. */
  #byKey = new WeakMap<EndpointKey, MonitoringLevel>();

  #highest: MonitoringLevel;

  constructor(defaultLevel: MonitoringLevel) {
    this.#defaultLevel = defaultLevel;
    this.#highest = defaultLevel;
  }

  /** Of all endpoints, the default included, as a new one would have it. */
  get highest(): MonitoringLevel {
    return this.#highest;
  }

  of(endpoint: EndpointKey): MonitoringLevel {
    const known = this.#byKey.get(endpoint);
    if (known !== undefined) return known;
    const level = this.#byName.get(endpointName(endpoint)) ?? this.#defaultLevel;
    this.#byKey.set(endpoint, level);
    return level;
  }

  update(levels: readonly (EndpointKey & { readonly level: MonitoringLevel })[]): void {
    for (const endpoint of levels) {
      if (this.#byName.size < MAX_ENDPOINTS || this.#byName.has(endpointName(endpoint))) {
        this.#byName.set(endpointName(endpoint), endpoint.level);
      }
    }
    this.#byKey = new WeakMap();
    this.#highest = Math.max(this.#defaultLevel, ...this.#byName.values()) as MonitoringLevel;
  }
}
