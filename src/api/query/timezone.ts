import type { QueryPart } from './query-part.ts';

/** Null when the configured zone is to be used. */
export const timezone: QueryPart<string | null> = {
  parameters: [
    {
      name: 'timezone',
      description: 'IANA name of the zone in which days and hours are cut. Default: the configured one.',
      schema: { type: 'string', examples: ['Europe/Amsterdam'] },
    },
  ],
  read(reader) {
    const value = reader.one('timezone');
    if (value !== null && !isTimezone(value))
      reader.reject('timezone', value, 'an IANA time zone such as Europe/Amsterdam or UTC');
    return value;
  },
};

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
