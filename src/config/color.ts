/** `[0, 97, 255]`, `"[0,97,255]"`, `rgb(0, 97, 255)` or `#0061ff` → `rgb(0, 97, 255)`; null for anything else. */
export function parseColor(value: unknown): string | null {
  const channels: readonly unknown[] = Array.isArray(value)
    ? Array.from<unknown>(value)
    : typeof value === 'string'
      ? parseText(value.trim())
      : [];
  const isColor = channels.length === 3 && channels.every(isChannel);
  return isColor ? `rgb(${channels.join(', ')})` : null;
}

function isChannel(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

function parseText(text: string): number[] {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  if (hex !== null) return hex.slice(1).map((channel) => Number.parseInt(channel, 16));
  const list = /^(?:rgb\(|\[|\()\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,?\s*[\])]$/i.exec(text);
  return list === null ? [] : list.slice(1).map(Number);
}
