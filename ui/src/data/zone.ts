import { dashboardConfig } from './dashboard-config.ts';
import { preference, usePreference } from './preference.ts';

export const ZONE_CHOICES = ['configured', 'browser', 'utc'] as const;
export type ZoneChoice = (typeof ZONE_CHOICES)[number];

const choice = preference<ZoneChoice>('zone', ZONE_CHOICES, 'configured');

export const ZONES: Readonly<Record<ZoneChoice, string>> = {
  configured: dashboardConfig.timezone,
  browser: Intl.DateTimeFormat().resolvedOptions().timeZone,
  utc: 'UTC',
};

/** IANA name of the zone in which times are shown, and days and hours are cut. */
export function useZone(): string {
  return ZONES[usePreference(choice)[0]];
}

export function useZoneChoice(): readonly [ZoneChoice, (value: ZoneChoice) => void] {
  return usePreference(choice);
}
