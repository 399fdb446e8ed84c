// Who uses the shop. All addresses are from the ranges reserved for documentation.
import { pick, pickFavourite } from './random.js';

/**
 * @typedef {{ name: string, role: 'customer' | 'admin', ip: string }} User
 * @typedef {{ user: User | null, ip: string }} Visitor  Somebody who may be signed in.
 * @typedef {'anyone' | 'nobody' | 'customer' | 'admin' | 'partner'} Audience  Who calls an endpoint; `nobody` is signed in yet.
 */

/** All traffic comes from one machine, so it says in a header whose address it pretends to have. */
export const PRETENDED_IP_HEADER = 'x-pretended-ip';

const NAMES = [
  ...['ada', 'bashir', 'chiara', 'dmitri', 'elif', 'fatima', 'george', 'hana', 'ines', 'jonas', 'kofi', 'lin'],
  ...['marta', 'noor', 'olga', 'paulo', 'quinn', 'rosa', 'samir', 'tove', 'uma', 'viktor', 'wen', 'yusuf', 'zoe'],
];

/** @type {readonly User[]} */
export const CUSTOMERS = NAMES.map((name, index) => ({ name, role: 'customer', ip: `192.0.2.${10 + index * 7}` }));
/** @type {readonly User[]} */
const ADMINS = ['grace', 'linus'].map((name, index) => ({
  name,
  role: 'admin',
  ip: `2001:db8:1::${index + 1}`,
}));
export const USERS = [...CUSTOMERS, ...ADMINS];

const STRANGERS = Array.from({ length: 200 }, (_, index) => `198.51.100.${index + 1}`);
const PARTNERS = ['203.0.113.10', '203.0.113.11'];
const SIGNED_IN_SHARE = 0.4;

/** @param {import('./random.js').Random} random @param {Audience} audience @returns {Visitor} */
export function chooseVisitor(random, audience) {
  if (audience === 'admin') return signedIn(pick(random, ADMINS));
  if (audience === 'customer') return signedIn(pickFavourite(random, CUSTOMERS));
  if (audience === 'partner') return { user: null, ip: pick(random, PARTNERS) };
  if (audience === 'anyone' && random() < SIGNED_IN_SHARE) return signedIn(pickFavourite(random, CUSTOMERS));
  return { user: null, ip: pickFavourite(random, STRANGERS) };
}

/** @param {User} user @returns {Visitor} */
function signedIn(user) {
  return { user, ip: user.ip };
}
