import type { Plugin } from 'vite';

const USED = new Set(['white', 'black', 'dark', 'gray', 'red']);
const PALETTE_LINE =
  /^\s*--mantine-color-(dark|gray|red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange)-[^\n]*\n/gm;

/** Of Mantine's fourteen palettes, keeps those that the dashboard uses: most of its variables are colours. */
export function usedColors(): Plugin {
  return {
    name: 'used-colors',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('default-css-variables.css')) return null;
      return { code: code.replace(PALETTE_LINE, (line, name: string) => (USED.has(name) ? line : '')), map: null };
    },
  };
}
