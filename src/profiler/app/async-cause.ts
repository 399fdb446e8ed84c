import type { AwaitCause } from '../../model/profile.ts';

/** Types of async resources by what a request waits for when it waits for one. */
const CAUSES: ReadonlyMap<string, AwaitCause> = new Map(
  Object.entries({
    timer: ['Timeout', 'Immediate'],
    socket: [
      ...[
        'TCPWRAP',
        'TCPCONNECTWRAP',
        'TCPSERVERWRAP',
        'TLSWRAP',
        'PIPEWRAP',
        'PIPECONNECTWRAP',
        'UDPWRAP',
        'UDPSENDWRAP',
      ],
      ...[
        'HTTPCLIENTREQUEST',
        'HTTP2SESSION',
        'HTTP2STREAM',
        'WRITEWRAP',
        'SHUTDOWNWRAP',
        'JSSTREAM',
        'STREAM',
        'TTYWRAP',
      ],
      ...['TCP', 'TLSSocket', 'Pipe', 'HTTPClientAsyncResource', 'HTTPPARSER'],
    ],
    client: ['HTTPINCOMINGMESSAGE'],
    dns: ['GETADDRINFOREQWRAP', 'GETNAMEINFOREQWRAP', 'QUERYWRAP', 'DNSCHANNEL'],
    file: [
      ...[
        'FSREQCALLBACK',
        'FSREQPROMISE',
        'FILEHANDLE',
        'FILEHANDLECLOSEREQ',
        'DIRHANDLE',
        'FSEVENTWRAP',
        'STATWATCHER',
      ],
      ...['BLOBREADER'],
    ],
    'child-process': ['PROCESSWRAP'],
    compression: ['ZLIB'],
    crypto: [
      ...[
        'PBKDF2REQUEST',
        'SCRYPTREQUEST',
        'RANDOMBYTESREQUEST',
        'RANDOMPRIMEREQUEST',
        'CHECKPRIMEREQUEST',
        'HASHREQUEST',
      ],
      ...[
        'KEYPAIRGENREQUEST',
        'KEYGENREQUEST',
        'KEYEXPORTREQUEST',
        'CIPHERREQUEST',
        'DERIVEBITSREQUEST',
        'SIGNREQUEST',
      ],
    ],
    worker: ['WORKER', 'MESSAGEPORT'],
  } satisfies Partial<Record<AwaitCause, string[]>>).flatMap(([cause, types]) =>
    types.map((type): [string, AwaitCause] => [type, cause as AwaitCause]),
  ),
);

/** Resources that call back many times: what they wait for began when the request last did something. */
const REPEATING: ReadonlySet<string> = new Set([
  ...['TCPWRAP', 'PIPEWRAP', 'TLSWRAP', 'HTTPINCOMINGMESSAGE', 'HTTPPARSER', 'HTTPCLIENTREQUEST', 'STREAM', 'JSSTREAM'],
  ...[
    'MESSAGEPORT',
    'WORKER',
    'PROCESSWRAP',
    'ZLIB',
    'HTTP2SESSION',
    'HTTP2STREAM',
    'TTYWRAP',
    'SIGNALWRAP',
    'UDPWRAP',
  ],
]);

/** What runs when the code that asked for it has come to its end: mostly Node's own, and sometimes the next query of a pool. */
const TICKS: ReadonlySet<string> = new Set(['TickObject', 'Microtask']);

/** Resources of Node's own machinery, made in great number; their place follows from what made them. */
const WITHOUT_STACK: ReadonlySet<string> = new Set([
  ...['TCPWRAP', 'TCPSERVERWRAP', 'HTTPINCOMINGMESSAGE', 'HTTPPARSER', 'SHUTDOWNWRAP'],
  ...['WRITEWRAP', 'DIRHANDLE', 'FILEHANDLE', 'FILEHANDLECLOSEREQ'],
]);

export function causeOf(type: string): AwaitCause {
  return CAUSES.get(type) ?? 'promise';
}

export function callsBackRepeatedly(type: string): boolean {
  return REPEATING.has(type);
}

export function deservesStack(type: string): boolean {
  return !WITHOUT_STACK.has(type);
}

export function isTick(type: string): boolean {
  return TICKS.has(type);
}
