import { describe, expect, it } from 'vitest';
import { ApiError } from '../../data/api-error.ts';
import { explainFailure } from './login-failure.ts';
import { nextAddress } from './next-address.ts';

describe('the address after the login', () => {
  it('is the page that was asked for, query included', () => {
    expect(nextAddress('/app/dashboard/endpoint/3?range=7d', '/app/dashboard')).toBe(
      '/app/dashboard/endpoint/3?range=7d',
    );
    expect(nextAddress('/overview', '')).toBe('/overview');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/elsewhere', '/dashboardelse', undefined])(
    'is never %s',
    (next) => {
      expect(nextAddress(next, '/dashboard')).toBeNull();
      if (next?.startsWith('/e') !== true && next?.startsWith('/d') !== true) expect(nextAddress(next, '')).toBeNull();
    },
  );
});

describe('a failed login', () => {
  const failure = (status: number, retryAfter: number | null = null): ApiError =>
    new ApiError({ status, code: 'x', detail: 'detail' }, retryAfter);

  it('says what to do', () => {
    expect(explainFailure(failure(401), false)).toContain('wrong');
    expect(explainFailure(failure(401), true)).toContain('already used');
    expect(explainFailure(failure(429, 42), false)).toContain('in 42 seconds');
    expect(explainFailure(failure(429, 600), false)).toContain('in 10 minutes');
    expect(explainFailure(failure(503), false)).toBe('detail');
  });
});
