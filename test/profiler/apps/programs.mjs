import * as awaiting from './awaiting.mjs';
import * as computing from './computing.mjs';
import * as outgoing from './outgoing.mjs';
import * as transfers from './transfers.mjs';

export const programs = { ...awaiting, ...computing, ...outgoing, ...transfers };
