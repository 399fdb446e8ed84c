import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TokenBody } from '../../../../../src/api/token-contract.ts';
import type { TokenScope } from '../../../../../src/model/api-token.ts';
import { SCOPE_WORDS } from './scope-words.ts';
import classes from './tokens.module.css';

/** In days; empty for never. */
const LIFETIMES: Readonly<Record<string, string>> = {
  '7': '7 days',
  '30': '30 days',
  '90': '90 days',
  '365': 'a year',
  '': 'never',
};

interface TokenFormProps {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCreate: (body: TokenBody) => void;
  readonly onClose: () => void;
}

export function TokenForm({ busy, error, onCreate, onClose }: TokenFormProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['read']);
  const [days, setDays] = useState('90');
  const create = (event: FormEvent): void => {
    event.preventDefault();
    onCreate({ name: name.trim(), scopes, expiresInDays: days === '' ? null : Number(days) });
  };
  return (
    <form className={classes['form']} onSubmit={create}>
      <TextInput
        data-autofocus
        label="Name"
        description="Says what uses it, such as Grafana."
        size="sm"
        maxLength={100}
        value={name}
        error={error?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopeBoxes scopes={scopes} onChange={setScopes} />
      <label className={classes['field']}>
        Expires after
        <select className={classes['select']} value={days} onChange={(event) => setDays(event.target.value)}>
          {['7', '30', '90', '365', ''].map((each) => (
            <option key={each} value={each}>
              {LIFETIMES[each]}
            </option>
          ))}
        </select>
      </label>
      <div className={classes['actions']}>
        <Button variant="default" size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" size="sm" loading={busy} disabled={name.trim() === '' || scopes.length === 0}>
          Make token
        </Button>
      </div>
    </form>
  );
}

interface ScopeBoxesProps {
  readonly scopes: readonly TokenScope[];
  readonly onChange: (scopes: readonly TokenScope[]) => void;
}

function ScopeBoxes({ scopes, onChange }: ScopeBoxesProps) {
  const toggle = (scope: TokenScope): void =>
    onChange(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return (
    <fieldset className={classes['scopeBoxes']}>
      <legend>It may</legend>
      {(Object.keys(SCOPE_WORDS) as TokenScope[]).map((scope) => (
        <label key={scope} className={classes['scope']}>
          <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
          <span>
            <code>{scope}</code> {SCOPE_WORDS[scope]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
