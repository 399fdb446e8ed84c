/** On each side: of fewer requests neither a median nor a share says much. */
export const MINIMUM_REQUESTS = 30;

/** Of the default method: the chance that a question to endpoints that have not changed finds anything. */
export const FALSE_DISCOVERY_RATE = 0.01;
