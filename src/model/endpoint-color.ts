import { type EndpointKey, endpointName } from './endpoint.ts';

const SHADES = [0.35, 0.5, 0.65] as const;

/** The configured colour of the endpoint's name or route, else one that its name always has. */
export function endpointColor(endpoint: EndpointKey, configured: Readonly<Record<string, string>>): string {
  const name = endpointName(endpoint);
  return ownValue(configured, name) ?? ownValue(configured, endpoint.route) ?? textColor(name);
}

/** Flask-MonitoringDashboard's algorithm: who moves from it keeps the colours of equal names. */
export function textColor(text: string): string {
  let hash = crc32(new TextEncoder().encode(text));
  const hue = hash % 359;
  hash = Math.floor(hash / 360);
  const saturation = shade(hash);
  const lightness = shade(Math.floor(hash / SHADES.length));
  return `rgb(${hslToRgb(hue / 360, saturation, lightness).join(', ')})`;
}

function shade(hash: number): number {
  return SHADES[hash % SHADES.length] ?? SHADES[0];
}

function hslToRgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const high = lightness <= 0.5 ? lightness * (1 + saturation) : lightness + saturation - lightness * saturation;
  const low = 2 * lightness - high;
  return [hue + 1 / 3, hue, hue - 1 / 3].map((turn) => Math.round(255 * channel(low, high, turn)));
}

function channel(low: number, high: number, turn: number): number {
  const position = turn - Math.floor(turn);
  if (position < 1 / 6) return low + (high - low) * 6 * position;
  if (position < 1 / 2) return high;
  if (position < 2 / 3) return low + (high - low) * 6 * (2 / 3 - position);
  return low;
}

/** IEEE 802.3, unsigned. `zlib.crc32` is not in Node 20.19, and the UI has none. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function ownValue(values: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
