import type * as contract from '../user-contract.ts';
import { flag, integer, type JsonSchema, list, object, ref, text } from './json-schema.ts';

const role: JsonSchema = { type: 'string', enum: ['admin', 'guest'] };
const password: JsonSchema = { type: 'string', minLength: 8, maxLength: 1000 };

export const USER_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  User: object<contract.ApiUserRecord>({
    id: integer,
    username: text,
    role,
    hasPassword: { ...flag, description: 'False: can sign in by a login link only.' },
    isConfigured: { ...flag, description: 'Set by the options `username` and `password`; not to be changed here.' },
    isYou: { ...flag, description: 'Who asks.' },
  }),
  Users: object<contract.UsersAnswer>({ users: list(ref('User')) }),
  UserBody: object<contract.UserBody>(
    { username: { type: 'string', minLength: 1, maxLength: 100 }, password, role: { ...role, default: 'guest' } },
    ['role'],
  ),
  UserChangeBody: object<contract.UserChangeBody>({ role, password }, ['role', 'password']),
  PasswordBody: object<contract.PasswordBody>(
    { currentPassword: { ...text, description: 'Not needed by users who have none yet.' }, newPassword: password },
    ['currentPassword'],
  ),
  CurrentSession: object<contract.CurrentSessionAnswer>({ session: { oneOf: [ref('Session'), { type: 'null' }] } }),
};
