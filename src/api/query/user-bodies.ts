import type { Role } from '../../model/user.ts';
import type { InvalidInput } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import type { PasswordBody, UserBody, UserChangeBody } from '../user-contract.ts';
import { type BodyReader, jsonBody, unknownFields } from './json-body.ts';

const MIN_PASSWORD = 8;
const MAX_PASSWORD = 1000;
/** No spaces around it and no control characters: names that look the same are the same. */
const USERNAME = /^(?!\s)\P{Cc}{1,100}(?<!\s)$/u;

type Fields = Readonly<Record<string, unknown>>;

export const userBody: BodyReader<Required<UserBody>> = jsonBody<Required<UserBody>>(ref('UserBody'), (fields) => {
  const errors = [
    ...unknownFields(fields, ['username', 'password', 'role']),
    ...usernameErrors(fields),
    ...passwordErrors('password', fields),
    ...('role' in fields ? roleErrors(fields) : []),
  ];
  const { username, password, role = 'guest' } = fields as unknown as UserBody;
  return errors.length > 0 ? errors : { username, password, role };
});

export const userChangeBody: BodyReader<UserChangeBody> = jsonBody<UserChangeBody>(ref('UserChangeBody'), (fields) => {
  const errors = [
    ...unknownFields(fields, ['role', 'password']),
    ...('password' in fields ? passwordErrors('password', fields) : []),
    ...('role' in fields ? roleErrors(fields) : []),
  ];
  if (errors.length > 0) return errors;
  if (Object.keys(fields).length > 0) return fields as UserChangeBody;
  return [{ name: 'role', value: null, allowed: 'send role, password or both' }];
});

export const passwordBody: BodyReader<PasswordBody> = jsonBody<PasswordBody>(ref('PasswordBody'), (fields) => {
  const { currentPassword = '' } = fields;
  const isText = typeof currentPassword === 'string' && currentPassword.length <= MAX_PASSWORD;
  const errors = [
    ...unknownFields(fields, ['currentPassword', 'newPassword']),
    ...(isText ? [] : [{ name: 'currentPassword', value: null, allowed: 'text' }]),
    ...passwordErrors('newPassword', fields),
  ];
  return errors.length > 0 ? errors : (fields as unknown as PasswordBody);
});

/** Never repeats the value: people type passwords into the wrong field. */
function usernameErrors({ username }: Fields): readonly InvalidInput[] {
  if (typeof username === 'string' && USERNAME.test(username)) return [];
  const allowed = 'text of 1 to 100 characters, without spaces around it or control characters';
  return [{ name: 'username', value: null, allowed }];
}

function passwordErrors(name: string, fields: Fields): readonly InvalidInput[] {
  const password = fields[name];
  if (typeof password === 'string' && password.length >= MIN_PASSWORD && password.length <= MAX_PASSWORD) return [];
  return [{ name, value: null, allowed: `text of ${MIN_PASSWORD} to ${MAX_PASSWORD} characters` }];
}

function roleErrors({ role }: Fields): readonly InvalidInput[] {
  const known: readonly unknown[] = ['admin', 'guest'] satisfies readonly Role[];
  if (known.includes(role)) return [];
  const value = typeof role === 'string' ? role.slice(0, 100) : null;
  return [{ name: 'role', value, allowed: 'admin or guest' }];
}
