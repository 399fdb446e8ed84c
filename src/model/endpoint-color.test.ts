import { describe, expect, test } from 'vitest';
import { endpointColor, textColor } from './endpoint-color.ts';

describe('textColor', () => {
  test.each([
    ['main', 'rgb(140, 191, 64)'],
    ['Hello World', 'rgb(45, 210, 75)'],
    ['index', 'rgb(121, 210, 198)'],
    ['static', 'rgb(172, 148, 83)'],
    ['users.list', 'rgb(172, 116, 83)'],
    ['1.0', 'rgb(121, 181, 210)'],
    ['None', 'rgb(123, 121, 210)'],
    ['0', 'rgb(181, 135, 197)'],
    ['1', 'rgb(108, 224, 191)'],
    ['', 'rgb(120, 58, 58)'],
  ])('gives %j the colour it has in Flask-MonitoringDashboard', (text, color) => {
    expect(textColor(text)).toBe(color);
  });
});

describe('endpointColor', () => {
  const endpoint = { method: 'GET', route: '/users/:id' };

  test('prefers a colour configured for the name, then one for the route', () => {
    expect(endpointColor(endpoint, { 'GET /users/:id': 'rgb(1, 2, 3)', '/users/:id': 'rgb(4, 5, 6)' })).toBe(
      'rgb(1, 2, 3)',
    );
    expect(endpointColor(endpoint, { '/users/:id': 'rgb(4, 5, 6)' })).toBe('rgb(4, 5, 6)');
  });

  test('derives the colour from the whole name', () => {
    expect(endpointColor(endpoint, {})).toBe(textColor('GET /users/:id'));
    expect(endpointColor({ method: 'GET', route: 'toString' }, {})).toBe(textColor('GET toString'));
  });
});
